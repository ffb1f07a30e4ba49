"""The words of CBV 2.0, under the short names that JSON uses, and the addresses they stand for."""

from functools import lru_cache


def words_of(text: str) -> frozenset[str]:
    """Make a set of the words of a text."""
    return frozenset(text.split())


BUSINESS_STEPS = words_of(
    """
    accepting arriving assembling collecting commissioning consigning
    creating_class_instance cycle_counting decommissioning departing destroying
    disassembling dispensing encoding entering_exiting holding inspecting installing killing
    loading other packing picking receiving removing repackaging repairing replacing
    reserving retail_selling sampling sensor_reporting shipping staging_outbound
    stock_taking stocking storing transporting unloading unpacking void_shipping
    """
)
DISPOSITIONS = words_of(
    """
    active available completeness_inferred completeness_verified conformant container_closed
    container_open damaged destroyed dispensed disposed encoded expired in_progress
    in_transit inactive mismatch_class mismatch_instance mismatch_quantity needs_replacement
    no_pedigree_match non_conformant non_sellable_other partially_dispensed recalled
    reserved retail_sold returned sellable_accessible sellable_not_accessible stolen
    unavailable unknown
    """
)
TRANSACTIONS = words_of(
    """
    bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt
    """
)
PARTIES = frozenset(("owning_party", "possessing_party", "location"))
REASONS = frozenset(("did_not_occur", "incorrect_data"))
COMPONENTS = words_of(
    """
    x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting
    northing latitude longitude altitude
    """
)
ALERTS = frozenset(("ALARM_CONDITION", "ERROR_CONDITION"))
MEASUREMENTS = words_of(
    """
    AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Altitude AmountOfSubstance
    AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity
    Area Capacitance Conductance Conductivity Count Density Dimensionless DoseEquivalent
    DoseEquivalentRate DynamicViscosity ElectricCharge ElectricCurrent
    ElectricCurrentDensity ElectricFieldStrength Energy Exposure Force Frequency Illuminance
    Inductance Irradiance KinematicViscosity Length LinearMomentum Luminance LuminousFlux
    LuminousIntensity MagneticFlux MagneticFluxDensity MagneticVectorPotential Mass
    MassConcentration MassFlowRate MassPerAreaTime MemoryCapacity MolalityOfSolute
    MolarEnergy MolarMass MolarVolume Power Pressure Radioactivity RadiantFlux
    RadiantIntensity RelativeHumidity Resistance Resistivity SolidAngle SpecificVolume Speed
    SurfaceDensity SurfaceTension Temperature Time Torque Voltage Volume VolumeFlowRate
    VolumeFraction VolumetricFlux Wavenumber
    """
)
ACTIONS = frozenset(("ADD", "OBSERVE", "DELETE"))
EVENT_TYPES = (
    "ObjectEvent",
    "AggregationEvent",
    "AssociationEvent",
    "TransactionEvent",
    "TransformationEvent",
)

CBV = "https://ref.gs1.org/cbv/"
WORDS_OF_GS1 = "https://gs1.org/voc/"

# Of each field that holds a word: the words, their address, their name of before CBV 2.0.
_FIELDS = (
    (("bizStep",), BUSINESS_STEPS, f"{CBV}BizStep-", "urn:epcglobal:cbv:bizstep:"),
    (("disposition",), DISPOSITIONS, f"{CBV}Disp-", "urn:epcglobal:cbv:disp:"),
    (("bizTransactionType",), TRANSACTIONS, f"{CBV}BTT-", "urn:epcglobal:cbv:btt:"),
    (("partyType",), PARTIES, f"{CBV}SDT-", "urn:epcglobal:cbv:sdt:"),
    (("reason",), REASONS, f"{CBV}ER-", "urn:epcglobal:cbv:er:"),
    (("component",), COMPONENTS, f"{CBV}Comp-", "urn:epcglobal:cbv:comp:"),
    (("measurement",), MEASUREMENTS, WORDS_OF_GS1, ""),
    (("exception",), ALERTS, WORDS_OF_GS1, ""),
)
WORDS = {name: words for names, words, _, _ in _FIELDS for name in names}
ADDRESSES = {name: address for names, _, address, _ in _FIELDS for name in names}
_SHORT_PREFIXES = {"cbv:": CBV, "gs1:": WORDS_OF_GS1, "https://www.gs1.org/voc/": WORDS_OF_GS1}
OLDER = {name: old for names, _, _, old in _FIELDS for name in names if old}


@lru_cache(maxsize=4096)
def short_word(kind: str, value: str) -> str:
    """Give the short name of a word that stands as an address; leave what is no word of GS1.

    A name in the place of words of GS1 that the vocabulary does not have stays as it stands, so
    that the check of the vocabulary can name it.
    """
    whole = value
    for prefix, address in _SHORT_PREFIXES.items():
        if value.startswith(prefix):
            whole = address + value[len(prefix) :]
    for start in (ADDRESSES[kind], OLDER.get(kind, ADDRESSES[kind])):
        if whole.lower().startswith(start.lower()) and whole[len(start) :] in WORDS[kind]:
            return whole[len(start) :]
    return value


def is_of_gs1(value: str) -> bool:
    """Say whether a value claims to be a word of GS1, known or not."""
    return value.startswith(
        ("urn:epcglobal:cbv", CBV, "cbv:", WORDS_OF_GS1, "gs1:", "https://www.gs1.org/voc/",
         "http://gs1.org/voc/", "http://www.gs1.org/voc/", "https://ns.gs1.org/cbv/",
         "http://ns.gs1.org/cbv/", "http://ref.gs1.org/cbv/")
    )  # fmt: skip
