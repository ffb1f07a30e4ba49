"""What registers say of blocks and buyers, as events name them."""

from bayline.engines.epcis.keys import CANONICAL
from bayline.platform.registers.queries import entries_in
from bayline.systems.produce.rules.demonstrating import Ground
from bayline.systems.produce.rules.registers import BASES, BLOCKS, BUYERS, GROWERS, PRODUCTS


def grounds() -> dict[str, Ground]:
    """Give blocks with their base, cooperative and product by code; what lacks one is left out."""
    bases, growers, products = (entries_in(name) for name in (BASES, GROWERS, PRODUCTS))
    found = {}
    for code, block in entries_in(BLOCKS).items():
        base, product = bases.get(block["base"], {}), products.get(block["product"], {})
        grower = growers.get(base.get("grower", ""), {})
        told = (block.get("place"), base.get("gln"), grower.get("party"), product.get("gtin"))
        if all(told):
            found[code] = Ground(
                place=str(told[0]),
                base=f"{CANONICAL}/414/{told[1]}",
                grower=f"{CANONICAL}/417/{told[2]}",
                gtin=str(told[3]),
                variety=product["name"],
                needs_certificate=product.get("certificate") == "yes",
            )
    return found


def certified_gtins() -> frozenset[str]:
    """Give the GTINs of the products that are shipped with a certificate only."""
    products = entries_in(PRODUCTS).values()
    due = (one.get("gtin") for one in products if one.get("certificate") == "yes")
    return frozenset(str(one).zfill(14) for one in due if one)


def buyer_addresses() -> dict[str, str]:
    """Give the addresses of buyers by code."""
    return {code: f"{CANONICAL}/417/{one['party']}" for code, one in entries_in(BUYERS).items()}
