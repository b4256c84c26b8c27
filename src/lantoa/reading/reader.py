"""Reads one text: each kind has its own grammar over the same tokens; later kinds may ask about earlier ones."""

from __future__ import annotations

from lantoa.reading.activities import activities_of
from lantoa.reading.cells import quantities_of_cells
from lantoa.reading.chrome import chrome_of
from lantoa.reading.commendations import commendations_of
from lantoa.reading.dates import dates_of
from lantoa.reading.documents import documents_of
from lantoa.reading.doubts import doubts_of
from lantoa.reading.findings import Reading
from lantoa.reading.lexicons import Lexicons, default_lexicons
from lantoa.reading.links import Around, linked, of_registered
from lantoa.reading.models import models_of
from lantoa.reading.parts import with_parts
from lantoa.reading.people import people_of
from lantoa.reading.pledges import Near, pledges_of
from lantoa.reading.quantities import quantities_of
from lantoa.reading.source import Source
from lantoa.reading.tables import Tables
from lantoa.reading.targets import with_targets
from lantoa.reading.units import units_of


def read(text: str, lexicons: Lexicons | None = None) -> Reading:
    """Everything that the grammars find in a text. The text is never changed; work is linear in its length."""
    source = Source(text, lexicons or default_lexicons())
    source.set_chrome(chrome_of(source))
    tables = Tables(source)
    dates = dates_of(source)
    activities = activities_of(source)
    models = models_of(source, activities, tables)
    documents = documents_of(source, dates)
    units = units_of(source, documents, activities, models)
    people = people_of(source, units)
    quantities = quantities_of(source, [*dates, *documents, *units], activities, models)
    in_cells = quantities_of_cells(source, tables, [*quantities, *dates, *documents, *units, *models])
    quantities = sorted([*quantities, *in_cells], key=lambda quantity: quantity.start)
    quantities = linked(source, quantities, Around(models, units, dates, tables))
    quantities = of_registered(source, with_targets(source, quantities, tables, dates), models)
    quantities = with_parts(source, quantities)
    commendations = commendations_of(source, quantities, units, dates)
    return Reading(
        text=text,
        chrome=source.chrome,
        documents=tuple(documents),
        units=tuple(units),
        people=tuple(people),
        models=tuple(models),
        quantities=tuple(quantities),
        commendations=tuple(commendations),
        activities=tuple(activities),
        dates=tuple(dates),
        pledges=tuple(pledges_of(source, Near(units, people, models, quantities, dates))),
        doubts=tuple(doubts_of(source, quantities, dates, documents)),
    )
