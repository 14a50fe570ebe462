"""The register for everybody, and its keeping by staff."""

from dengta.trust.web import keeping, official

routes = [*official.routes, *keeping.routes]
