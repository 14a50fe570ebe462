"""What tests share: a clock that can be set and PostgreSQL servers that are thrown away."""
