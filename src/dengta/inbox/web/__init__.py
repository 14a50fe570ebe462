"""The inbox's pages and JSON: customers here, staff beside them."""
