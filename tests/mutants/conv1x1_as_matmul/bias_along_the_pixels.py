# mistake: Adds b while the pixels are the last axis.
def conv1x1_as_matmul(x, w, b):
    N, C, H, W = x.shape
    y = w[:, :, 0, 0].astype(float) @ x.reshape(N, C, H * W)
    if b is not None:
        y = y + b
    return y.reshape(N, -1, H, W)
