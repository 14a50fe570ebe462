"""`python -m dengta.cli` is `dengta`."""

from dengta.cli.main import main

raise SystemExit(main())
