"""Which fields an event has, in the order that XML demands."""

BEFORE = (
    "eventTime",
    "recordTime",
    "eventTimeZoneOffset",
    "eventID",
    "errorDeclaration",
    "certificationInfo",
)
_WHERE = ("bizStep", "disposition", "readPoint", "bizLocation")
_AFTER = ("sourceList", "destinationList", "sensorElementList", "persistentDisposition")

FIELDS: dict[str, tuple[str, ...]] = {
    "ObjectEvent": (
        "epcList", "action", *_WHERE, "bizTransactionList", "quantityList", *_AFTER, "ilmd",
    ),
    "AggregationEvent": (
        "parentID", "childEPCs", "action", *_WHERE, "bizTransactionList", "childQuantityList",
        *_AFTER,
    ),
    "AssociationEvent": (
        "parentID", "childEPCs", "childQuantityList", "action", *_WHERE, "bizTransactionList",
        *_AFTER,
    ),
    "TransactionEvent": (
        "bizTransactionList", "parentID", "epcList", "action", *_WHERE, "quantityList", *_AFTER,
    ),
    "TransformationEvent": (
        "inputEPCList", "inputQuantityList", "outputEPCList", "outputQuantityList",
        "transformationID", *_WHERE, "bizTransactionList", *_AFTER, "ilmd",
    ),
}  # fmt: skip
ORDERS = {kind: (*BEFORE, *fields) for kind, fields in FIELDS.items()}
REQUIRED: dict[str, tuple[str, ...]] = {
    "ObjectEvent": ("action",),
    "AggregationEvent": ("action",),
    "AssociationEvent": ("action", "parentID"),
    "TransactionEvent": ("action", "bizTransactionList"),
    "TransformationEvent": (),
}
# One of these sets of lists has something in it, unless the event takes everything out.
LISTS_OF_EPCS = ("epcList", "childEPCs", "inputEPCList", "outputEPCList")
LISTS_OF_QUANTITIES = (
    "quantityList",
    "childQuantityList",
    "inputQuantityList",
    "outputQuantityList",
)
TYPED_LISTS = {
    "bizTransactionList": "bizTransaction",
    "sourceList": "source",
    "destinationList": "destination",
}
KINDS_OF_TYPE = {
    "bizTransactionList": "bizTransactionType",
    "sourceList": "partyType",
    "destinationList": "partyType",
}
METADATA = (
    "time", "startTime", "endTime", "deviceID", "deviceMetadata", "rawData",
    "dataProcessingMethod", "bizRules",
)  # fmt: skip
REPORT = (
    "type", "exception", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "time",
    "microorganism", "chemicalSubstance", "value", "component", "stringValue", "booleanValue",
    "hexBinaryValue", "uriValue", "minValue", "maxValue", "meanValue", "sDev", "percRank",
    "percValue", "uom", "coordinateReferenceSystem",
)  # fmt: skip
# The rules a report was made by belong to it, but the order of hashing has no place for them.
REPORT_FIELDS = (*REPORT, "bizRules")
NUMBERS = frozenset(
    ("value", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue", "quantity")
)
TIMES_OF_SENSORS = frozenset(("time", "startTime", "endTime"))
