"""The memories page, on which things are done to memories."""

from tests.ui.timeline.conftest import album as album
