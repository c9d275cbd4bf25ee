"""The file contacts.csv of the reference folder, read as tolerantly as the other tables, and kept apart from them.

Reference files are archived with every run and stand in editions; a list of addresses must not.
"""

import os
from pathlib import Path

from sarup.gather.listing import is_table, show_name
from sarup.gather.reference_folder import read_table
from sarup.office.contacts import CONTACT_FIELDS, CONTACTS, Contacts, make_contacts
from sarup.office.reference import Reference
from sarup.office.tables import Faults


def read_contacts(folder: Path, reference: Reference) -> Contacts:
    """Return whom an office writes to. Raises FaultyReference with every fault: the file, the line and the remedy."""
    faults = Faults()
    found = sorted(path for path in folder.iterdir() if path.is_file() and is_table(path.name, CONTACTS))
    if not found:
        faults.add("ref.missing", name=CONTACTS, folder=folder)
    if len(found) > 1:
        faults.add("ref.two_files", folder=folder, names=" ".join(show_name(os.fsencode(path.name)) for path in found))
    faults.end()
    wanted = [field.name for field in CONTACT_FIELDS if field.required]
    table = read_table(found[0].read_bytes(), show_name(os.fsencode(found[0].name)), wanted, faults)
    contacts = make_contacts(table, reference, faults) if table else Contacts(())
    faults.end()
    return contacts
