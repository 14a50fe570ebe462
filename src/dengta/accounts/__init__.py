"""Staff: who they are, how they prove it, what they may do, and a record of what they did.

Owns every table that starts with `accounts_`. Promises: nobody is signed in without two proofs or a passkey that
verified its user; what a person may see or do is decided by `policy` from their `Actor` alone; every change and
every look at a customer's data is in an audit log that cannot be altered unnoticed.
"""
