"""A network of another size, with tanh, by hand: 2-3-2, tanh hidden, sigmoid outputs.

As in `by_hand`, Python floats and `math` only: nothing here is shared with `core`.
"""

from __future__ import annotations

from math import exp, tanh

x = (0.3, -0.8)
y = (0.2, 0.9)
rate = 0.25
# Rows of the receiving neurons: w1 and w2 enter h1, w7 to w9 enter o1.
W1 = ((0.5, -0.4), (0.7, 0.2), (-0.6, 0.9))
W2 = ((0.8, -0.3, 0.5), (-0.7, 0.6, 0.4))
b1 = (0.1, -0.2, 0.3)
b2 = (0.2, -0.1)

z1 = [w[0] * x[0] + w[1] * x[1] + b for w, b in zip(W1, b1, strict=True)]
h = [tanh(z) for z in z1]
z2 = [sum(v * a for v, a in zip(w, h, strict=True)) + b for w, b in zip(W2, b2, strict=True)]
o = [1 / (1 + exp(-z)) for z in z2]

shares = [(target - out) ** 2 / 2 for target, out in zip(y, o, strict=True)]
error = [out - target for target, out in zip(y, o, strict=True)]
delta2 = [e * out * (1 - out) for e, out in zip(error, o, strict=True)]
da = [delta2[0] * W2[0][j] + delta2[1] * W2[1][j] for j in range(3)]
delta1 = [d * (1 - a * a) for d, a in zip(da, h, strict=True)]
