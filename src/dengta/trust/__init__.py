"""Owns the register of what is officially ours: sites, senders, accounts, numbers, groups, apps, addresses, people.

Promises: nothing is published or withdrawn by one person alone; what is published is signed with a key of the
installation that can be pinned; safety's verdicts know a change within seconds.
"""
