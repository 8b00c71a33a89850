//! A packed left matrix times one packed panel of the right one.

use super::tile::{Chains, Onto, Rows, Tile, tile_rows};
use crate::element::Compute;
use crate::simd::{Simd, Vector};

/// The columns of a packed right panel: the lanes of a vector, so that rows are packed by the transposition that vectors have.
#[inline(always)]
pub(super) fn panel_columns<S: Simd, C: Compute>() -> usize {
    C::Vector::<S>::LANES
}

/// The packed matrices, and how the terms are added.
#[derive(Clone, Copy)]
pub(super) struct Panels<C> {
    /// All rows of the left matrix, packed.
    pub left: *const C,
    /// Rows of the left matrix.
    pub rows: usize,
    /// A panel of the right matrix, packed.
    pub right: *const C,
    /// Columns of the panel that are there.
    pub columns: usize,
    /// How the terms are added.
    pub chains: Chains,
}

impl<C: Compute> Panels<C> {
    /// Multiplies them, and puts the product to the rows of `result` from its first column on. Each tile of the right panel
    /// stays in the nearest cache while all rows of the left matrix go past it.
    ///
    /// # Safety
    /// The packed matrices are valid for reading all their terms, rounded up to whole tiles of rows and a whole panel of
    /// columns; the result, and a row that it is added to, for its rows and columns.
    #[inline(always)]
    pub unsafe fn multiply<S: Simd>(&self, result: Rows<*mut C>, onto: Onto<C>) {
        let terms = self.chains.terms();
        let mut column = 0;
        while column < self.columns {
            let mut row = 0;
            while row < self.rows {
                let rows = tile_rows::<S>(self.rows - row);
                // SAFETY: the caller's: the tile begins in these rows and columns, and panels are packed one behind the other.
                unsafe {
                    let tile = Tile {
                        left: self.left.add(row * terms),
                        right: self.right.add(column),
                        chains: self.chains,
                        result: result.at_column(column),
                        row,
                        rows: self.rows - row,
                        columns: self.columns - column,
                        onto: match onto {
                            Onto::Row(numbers) => Onto::Row(numbers.add(column)),
                            other => other,
                        },
                    };
                    // The rows of a tile are a constant of the code, and no instruction set has more than two of these.
                    if rows == 12 && S::TILE_ROWS == 12 {
                        tile.run::<S, 12>();
                    } else if rows == 6 && S::TILE_ROWS == 6 {
                        tile.run::<S, 6>();
                    } else {
                        tile.run::<S, 4>();
                    }
                }
                row += rows;
            }
            column += C::Tile::<S>::LANES;
        }
    }
}
