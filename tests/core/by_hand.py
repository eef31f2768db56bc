"""The worked example by hand, a scalar a line, as Mazur's article (2015) goes through it.

Python floats and `math.exp` only: nothing here is shared with `core`.
"""

# ruff: noqa: N816 - the names are the article's

from __future__ import annotations

from math import exp

i1, i2 = 0.05, 0.10
w1, w2, w3, w4, b1 = 0.15, 0.20, 0.25, 0.30, 0.35
w5, w6, w7, w8, b2 = 0.40, 0.45, 0.50, 0.55, 0.60
target_o1, target_o2 = 0.01, 0.99
eta = 0.5

# The forward pass
net_h1 = w1 * i1 + w2 * i2 + b1
net_h2 = w3 * i1 + w4 * i2 + b1
out_h1 = 1 / (1 + exp(-net_h1))
out_h2 = 1 / (1 + exp(-net_h2))
net_o1 = w5 * out_h1 + w6 * out_h2 + b2
net_o2 = w7 * out_h1 + w8 * out_h2 + b2
out_o1 = 1 / (1 + exp(-net_o1))
out_o2 = 1 / (1 + exp(-net_o2))

# The total error
E_o1 = (target_o1 - out_o1) ** 2 / 2
E_o2 = (target_o2 - out_o2) ** 2 / 2
E_total = E_o1 + E_o2

# The backwards pass, output layer
dE_dout_o1 = -(target_o1 - out_o1)
dE_dout_o2 = -(target_o2 - out_o2)
dout_dnet_o1 = out_o1 * (1 - out_o1)
dout_dnet_o2 = out_o2 * (1 - out_o2)
delta_o1 = dE_dout_o1 * dout_dnet_o1
delta_o2 = dE_dout_o2 * dout_dnet_o2
dE_dw5 = delta_o1 * out_h1
dE_dw6 = delta_o1 * out_h2
dE_dw7 = delta_o2 * out_h1
dE_dw8 = delta_o2 * out_h2

# The backwards pass, hidden layer: two paths lead from each hidden neuron to the error
dEo1_dout_h1 = delta_o1 * w5
dEo2_dout_h1 = delta_o2 * w7
dE_dout_h1 = dEo1_dout_h1 + dEo2_dout_h1
dE_dout_h2 = delta_o1 * w6 + delta_o2 * w8
dout_dnet_h1 = out_h1 * (1 - out_h1)
dout_dnet_h2 = out_h2 * (1 - out_h2)
delta_h1 = dE_dout_h1 * dout_dnet_h1
delta_h2 = dE_dout_h2 * dout_dnet_h2
dE_dw1 = delta_h1 * i1
dE_dw2 = delta_h1 * i2
dE_dw3 = delta_h2 * i1
dE_dw4 = delta_h2 * i2

# The update
w1_new, w2_new = w1 - eta * dE_dw1, w2 - eta * dE_dw2
w3_new, w4_new = w3 - eta * dE_dw3, w4 - eta * dE_dw4
w5_new, w6_new = w5 - eta * dE_dw5, w6 - eta * dE_dw6
w7_new, w8_new = w7 - eta * dE_dw7, w8 - eta * dE_dw8
