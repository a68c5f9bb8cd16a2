"""Kept until the evaluation names the domain itself."""

from companion.domain import SELF as SELF
