"""The vocabularies of the graph: schema.org and SKOS, and a few terms of ours where they have none.

What a shop asserts lies in the default graph; what is derived from it lies in the graph `INDEX`, which
is built anew with each generation: labels, what is wider, and the kinds that names tell.
"""

from typing import Final

from rdflib import RDF, SKOS, XSD


class Namespace:
    """The terms of a vocabulary as plain texts: rdflib's own are equal to no text, and rows hold texts."""

    def __init__(self, base: str) -> None:
        self.base = base

    def __getattr__(self, name: str) -> str:
        term = self.base + name
        setattr(self, name, term)  # found as a plain attribute from now on
        return term


SCHEMA: Final = Namespace("https://schema.org/")
DG: Final = Namespace("urn:daogou:vocab#")

INDEX: Final = "urn:daogou:graph:index"
CATEGORIES: Final = "urn:daogou:categories"
FAQ_PAGE: Final = "urn:daogou:faq"

TYPE: Final = str(RDF.type)
PROPERTY: Final = str(RDF.Property)
CONCEPT: Final = str(SKOS.Concept)
CONCEPT_SCHEME: Final = str(SKOS.ConceptScheme)
PREF_LABEL: Final = str(SKOS.prefLabel)
ALT_LABEL: Final = str(SKOS.altLabel)
HIDDEN_LABEL: Final = str(SKOS.hiddenLabel)
BROADER: Final = str(SKOS.broader)
EXACT_MATCH: Final = str(SKOS.exactMatch)
IN_SCHEME: Final = str(SKOS.inScheme)
DECIMAL: Final = str(XSD.decimal)
BOOLEAN: Final = str(XSD.boolean)
DATE: Final = str(XSD.date)
INTEGER: Final = str(XSD.integer)

# Ours, asserted: schema.org has no word for these. `ontology.ttl` defines each, and says why.
PROMOTED: Final = DG.promoted
COMPATIBLE_WITH: Final = DG.compatibleWith
FINGERPRINT: Final = DG.fingerprint
VALUE_TYPE: Final = DG.valueType
BETTER: Final = DG.better
SAMPLE: Final = DG.sample
MINED_FROM: Final = DG.minedFrom
CONFIDENCE: Final = DG.confidence

# Ours, derived: in the graph `INDEX`.
NAMED_AS: Final = DG.namedAs
