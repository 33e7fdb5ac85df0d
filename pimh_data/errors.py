"""Every error the project raises on purpose. Each says what, where and what to do; a list says all that is wrong."""


class PimhError(Exception):
    """Something a person can put right: its text says what, where and what to do."""


class ExtractError(PimhError):
    """An extract cannot be taken at all (not a bad row: those are quarantined)."""


class ReleaseError(PimhError):
    """A release is missing, damaged or not what its manifest says."""


class NoRelease(ReleaseError):  # noqa: N818 - nothing is wrong: none was published yet
    """There is no release at all, so none can be shown."""


class Withdrawn(ReleaseError):  # noqa: N818 - it was taken back by whoever publishes, and is whole
    """A release was taken back: it is never shown again."""


class NotShownHere(ReleaseError):  # noqa: N818 - nothing is wrong with it
    """A release is whole, and not for those who can ask this application."""


class GrantsError(PimhError):
    """The file of grants, or the one that configures sign-in, cannot be taken."""


class PublishError(PimhError):
    """A release may not be published: its audit failed, or it is not allowed."""


class SelectionError(PimhError):
    """A view was asked for that the release does not hold."""


class BriefError(PimhError):
    """Slides or papers cannot be made or written: of that template, into that folder, by that name."""


class StatisticsError(PimhError, ValueError):
    """Numbers that a method is not defined for; the text names their positions."""


class DecisionError(PimhError):
    """A decision cannot be written down, withdrawn or erased; the text says why and what to do."""
