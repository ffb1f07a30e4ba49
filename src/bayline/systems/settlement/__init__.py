"""Settlement: two health-insurance offices settle a patient's bill point to point, to the fen.

The place of treatment says what is payable, the place of enrollment deductible, share and ceiling.
Rules are dated packs of cited numbers; every amount says by which rule it came about, and a receipt
that the rules do not reproduce is called unexplained.
"""

from bayline.platform.manifests import System

SYSTEM = System(name="settlement", title="医保结算", urls="bayline.systems.settlement.urls")
