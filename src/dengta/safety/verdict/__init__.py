"""Says what is known of anything a frightened person might paste: links, senders, numbers, apps, addresses, approvals.

Pure: no network, no database, no clock. `check` takes the text, the `Lists` in memory and the registry's `Official`,
and never says that a thing is safe: nothing known is said as nothing known. What was taken for a secret is gone before
anything else looks at the text.
"""
