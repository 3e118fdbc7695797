# way: Walks from place to place until every pixel has been a start, and looks how far that reaches.
def same_padding(n, k, stride=1):
    last = 0
    while last + stride < n:
        last += stride
    missing = last + k - n
    if missing < 0:
        missing = 0
    before = 0
    after = 0
    while before + after < missing:
        if after > before:
            before += 1
        else:
            after += 1
    return [before, after]
