"""What a conversation is about, how urgent it is, and when it must be answered.

Owns every table that starts with `triage_`. Promises: understanding a message and naming its due time need no
waiting; business time is right to the second across split shifts, holidays and changes of the clock; an expected
time is called measured only when it comes from answers really given; no conversation that is not resolved passes
its due time without someone being told.
"""
