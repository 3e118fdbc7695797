# mistake: Adds b to the pixels of every filter, in place.
def conv1x1_as_matmul(x, w, b):
    N, C, H, W = x.shape
    y = w[:, :, 0, 0].astype(float) @ x.reshape(N, C, H * W)
    if b is not None:
        y += b
    return y.reshape(N, w.shape[0], H, W)
