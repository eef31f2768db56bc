"""One layer of three softmax outputs by hand, a scalar a line, with both losses: 2-3.

As in `by_hand`, Python floats and `math` only: nothing here is shared with `core`. The numbers in
the comments are what a calculator shows.
"""

from __future__ import annotations

from math import exp, log

i1, i2 = 0.5, -1.0
w1, w2, w3, w4, w5, w6 = 0.4, -0.2, 0.1, 0.3, -0.5, 0.6
b1, b2, b3 = 0.1, 0.2, 0.3
y1, y2, y3 = 0.0, 1.0, 0.0
eta = 0.5

# The forward pass: each output is e^net over the sum of all three
net1 = w1 * i1 + w2 * i2 + b1  # 0.2 + 0.2 + 0.1 = 0.5
net2 = w3 * i1 + w4 * i2 + b2  # 0.05 - 0.3 + 0.2 = -0.05
net3 = w5 * i1 + w6 * i2 + b3  # -0.25 - 0.6 + 0.3 = -0.55
total = exp(net1) + exp(net2) + exp(net3)  # 1.648721 + 0.951229 + 0.576950 = 3.176901
o1 = exp(net1) / total  # 0.518972
o2 = exp(net2) / total  # 0.299421
o3 = exp(net3) / total  # 0.181608

# Cross-entropy: only the output whose target is 1 adds to the loss
cross_entropy = -log(o2)  # 1.205906
# Its delta, the short way
d1, d2, d3 = o1 - 0, o2 - 1, o3 - 0  # 0.518972, -0.700579, 0.181608
# And the long way: dE/do2 = -1 / o2 is the only slope of the loss, and o2 answers to all three nets
long1 = (-1 / o2) * (-o2 * o1)
long2 = (-1 / o2) * (o2 * (1 - o2))
long3 = (-1 / o2) * (-o2 * o3)
# The update: each weight's gradient is its output's delta times its input
w1_new, w2_new = w1 - eta * d1 * i1, w2 - eta * d1 * i2
w3_new, w4_new = w3 - eta * d2 * i1, w4 - eta * d2 * i2
w5_new, w6_new = w5 - eta * d3 * i1, w6 - eta * d3 * i2

# Half the squared error: the errors are the same, but each goes through the whole Jacobian
squared_error = ((y1 - o1) ** 2 + (y2 - o2) ** 2 + (y3 - o3) ** 2) / 2  # 0.396562
e1, e2, e3 = o1 - y1, o2 - y2, o3 - y3
q1 = e1 * (o1 * (1 - o1)) + e2 * (-o2 * o1) + e3 * (-o3 * o1)  # 0.221303
q2 = e1 * (-o1 * o2) + e2 * (o2 * (1 - o2)) + e3 * (-o3 * o2)  # -0.237478
q3 = e1 * (-o1 * o3) + e2 * (-o2 * o3) + e3 * (o3 * (1 - o3))  # 0.016174
