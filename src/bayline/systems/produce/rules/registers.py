"""The names of the registers of produce."""

BRANDS, GROWERS, BASES, BLOCKS = "brands", "growers", "growing_bases", "growing_blocks"
PRODUCTS, PRACTICES, PROOFS = "brand_products", "brand_practices", "practice_proofs"
CROPS, DEMAND, BUYERS = "crop_seasons", "weekly_demand", "buyers"
INSPECTIONS, TESTS = "inspection_rules", "residue_tests"
EVERY = (
    BRANDS, GROWERS, BASES, BLOCKS, PRODUCTS, PRACTICES, PROOFS, INSPECTIONS, TESTS, CROPS, DEMAND,
    BUYERS,
)  # fmt: skip
