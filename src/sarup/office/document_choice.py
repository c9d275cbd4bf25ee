"""Whose documents a run makes."""

from dataclasses import dataclass

from sarup.codes import Level


@dataclass(frozen=True)
class DocumentChoice:
    """The levels whose documents are made (none: no document), of all agencies or of the named ones alone.

    Of ministries and the nation those are made that the named agencies belong to.
    """

    levels: tuple[Level, ...] = (Level.AGENCY,)
    agencies: tuple[str, ...] = ()

    def takes(self, agency_code: str) -> bool:
        """Tell whether an agency is meant."""
        return not self.agencies or agency_code in self.agencies


ALL_AGENCIES, NO_DOCUMENTS = DocumentChoice(), DocumentChoice(())
