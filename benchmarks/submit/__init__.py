"""How fast a form is taken, beside peers who are asked the same questions. `make bench` runs it; RESULTS.md keeps what it found.

One run drives every contestant in turn, round after round (A B C A B C …), so that a slow minute of the machine is
shared by all. Requests go to loopback only and their number is fixed. What the client spends is not counted.
"""
