"""The innermost loop of summing, written for processors that compute eight numbers at once.

What numba makes of a loop over the eight zones of a block adds the eight up after each block, which
takes as long as the block itself; here they are added up once, at the end.
"""

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

_WIDE = 8  # zones of a block
_ROWS = 4
_EIGHT = ir.VectorType(ir.DoubleType(), _WIDE)
_NAME = ir.IntType(64)
_FREELY = ("contract", "nsz", "nnan")  # a product is not rounded before it is held against before


def _more_than_before(typing: Any, arrays: Any, span: Any) -> Any:  # noqa: ANN401 - of numba, as all below
    """Add up over blocks what four rows give more than before: max(0, share x weight - before).

    Args:
        typing: Of numba.
        arrays: What is before, a row for each zone; a weight for each column; names of blocks of
            columns; names of rows; what each of those rows is multiplied with.
        span: Where the four rows begin among names; where the blocks begin, and where they end.
    """
    del typing
    return types.float64(arrays, span), _written


def _written(context: Any, builder: Any, signature: Any, args: Any) -> Any:  # noqa: ANN401 - of numba
    made = [
        context.make_array(kind)(context, builder, builder.extract_value(args[0], at))
        for at, kind in enumerate(signature.args[0])
    ]
    worth, many, chosen, few, shares = (array.data for array in made)
    place, start, end = (builder.extract_value(args[1], at) for at in range(3))
    columns = builder.extract_value(made[0].shape, 1)
    rows, by = [], []
    for step in range(_ROWS):
        at = builder.add(place, ir.Constant(_NAME, step))
        name = builder.load(builder.gep(few, [at]))
        rows.append(builder.gep(worth, [builder.mul(name, columns)]))
        by.append(_spread(builder, builder.load(builder.gep(shares, [at]))))
    total = builder.alloca(_EIGHT)
    builder.store(ir.Constant(_EIGHT, None), total)
    with cgutils.for_range(builder, end, start=start) as loop:
        block = builder.load(builder.gep(chosen, [loop.index]))
        zone = builder.mul(block, ir.Constant(_NAME, _WIDE))
        weights = _eight(builder, many, zone)
        parts = [
            _positive(builder, builder.fmul(one, weights, _FREELY), _eight(builder, row, zone))
            for one, row in zip(by, rows, strict=True)
        ]
        halves = builder.fadd(parts[0], parts[1]), builder.fadd(parts[2], parts[3])
        builder.store(builder.fadd(builder.load(total), builder.fadd(*halves)), total)
    return _added(builder, builder.load(total))


def _eight(builder: Any, row: Any, zone: Any) -> Any:  # noqa: ANN401 - of numba
    """Load the numbers of one block."""
    where = builder.bitcast(builder.gep(row, [zone]), _EIGHT.as_pointer())
    return builder.load(where, align=_WIDE)


def _spread(builder: Any, number: Any) -> Any:  # noqa: ANN401 - of numba
    """Give one number eight times."""
    first = builder.insert_element(ir.Constant(_EIGHT, None), number, ir.Constant(_NAME, 0))
    mask = ir.Constant(ir.VectorType(ir.IntType(32), _WIDE), [0] * _WIDE)
    return builder.shuffle_vector(first, ir.Constant(_EIGHT, None), mask)


def _positive(builder: Any, after: Any, before: Any) -> Any:  # noqa: ANN401 - of numba
    more, none = builder.fsub(after, before, _FREELY), ir.Constant(_EIGHT, None)
    return builder.select(builder.fcmp_ordered(">", more, none), more, none)


def _added(builder: Any, eight: Any) -> Any:  # noqa: ANN401 - of numba
    numbers = [builder.extract_element(eight, ir.Constant(_NAME, at)) for at in range(_WIDE)]
    while len(numbers) > 1:
        numbers = [builder.fadd(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]
    return numbers[0]


more_than_before: Any = intrinsic(_more_than_before)
