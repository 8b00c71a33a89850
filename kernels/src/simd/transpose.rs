//! Rows to columns and back, by blocks of eight times eight in 256-bit registers, for the two instruction sets of
//! x86-64 that have such registers.

use super::mask::mask_32;
use core::arch::x86_64::*;

/// An intrinsic of AVX2 called from a function that only inlining gives the instruction set to.
macro_rules! i {
    ($call:expr) => {
        // SAFETY: the processor has AVX2, because the callers exist only inside a kernel that `Isa` entered
        // with it or with AVX-512 (see `Part`). Intrinsics that take pointers stand in functions whose
        // caller vouches for the pointer; masked ones touch the lanes of the mask alone.
        unsafe { $call }
    };
}

/// Rows of a group.
const GROUP: usize = 8;
/// So few classes at the end of a row are worth code of their own.
const PAIR: usize = 2;
/// Rows of a tile, and from one column to the next.
const ROWS: usize = 32;

/// Element j of vector i becomes element i of vector j.
#[inline(always)]
fn transposed(rows: [__m256; GROUP]) -> [__m256; GROUP] {
    let pairs = |a: __m256, b: __m256| i!((_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b)));
    let [a, b, c, d, e, f, g, h] = rows;
    let ((ab0, ab1), (cd0, cd1), (ef0, ef1), (gh0, gh1)) = (pairs(a, b), pairs(c, d), pairs(e, f), pairs(g, h));
    i!({
        let low = [
            _mm256_shuffle_ps::<0x44>(ab0, cd0),
            _mm256_shuffle_ps::<0xee>(ab0, cd0),
            _mm256_shuffle_ps::<0x44>(ab1, cd1),
            _mm256_shuffle_ps::<0xee>(ab1, cd1),
        ];
        let high = [
            _mm256_shuffle_ps::<0x44>(ef0, gh0),
            _mm256_shuffle_ps::<0xee>(ef0, gh0),
            _mm256_shuffle_ps::<0x44>(ef1, gh1),
            _mm256_shuffle_ps::<0xee>(ef1, gh1),
        ];
        [
            _mm256_permute2f128_ps::<0x20>(low[0], high[0]),
            _mm256_permute2f128_ps::<0x20>(low[1], high[1]),
            _mm256_permute2f128_ps::<0x20>(low[2], high[2]),
            _mm256_permute2f128_ps::<0x20>(low[3], high[3]),
            _mm256_permute2f128_ps::<0x31>(low[0], high[0]),
            _mm256_permute2f128_ps::<0x31>(low[1], high[1]),
            _mm256_permute2f128_ps::<0x31>(low[2], high[2]),
            _mm256_permute2f128_ps::<0x31>(low[3], high[3]),
        ]
    })
}

/// The first class of the block after the one at `c`: the last block ends with the row, and may repeat
/// classes of the one before.
#[inline(always)]
fn next_block(c: usize, classes: usize) -> usize {
    let next = c + GROUP;
    if next < classes && next + GROUP > classes { classes - GROUP } else { next }
}

/// Whether the block at `c` repeats all but its last two classes, or all but one.
#[inline(always)]
fn repeats(c: usize) -> bool {
    !c.is_multiple_of(GROUP) && c % GROUP <= PAIR
}

/// [`Simd::columns_of_rows`](super::Simd::columns_of_rows) of 32 rows.
///
/// # Safety
/// As there.
#[inline(always)]
pub unsafe fn columns_of_rows(rows: &[*const f32; ROWS], classes: usize, columns: *mut f32) {
    let mut block = i!([_mm256_setzero_ps(); GROUP]);
    let mut group = 0;
    while group < ROWS {
        // SAFETY: the rows have `classes` elements, and the columns lie one behind the other.
        unsafe {
            let columns = columns.add(group);
            if classes < GROUP {
                let mask = mask_32(classes, 0);
                let mut i = 0;
                while i < GROUP {
                    block[i] = _mm256_maskload_ps(rows[(group + i) % ROWS], mask);
                    i += 1;
                }
                let block = transposed(block);
                let mut j = 0;
                while j < classes {
                    _mm256_storeu_ps(columns.add(j * ROWS), block[j % GROUP]);
                    j += 1;
                }
            }
            let mut c = 0;
            while c + GROUP <= classes {
                let mut i = 0;
                while i < GROUP {
                    block[i] = _mm256_loadu_ps(rows[(group + i) % ROWS].add(c));
                    i += 1;
                }
                // Two columns take less than half of what eight take.
                if repeats(c) {
                    let [.., one, other] = transposed(block);
                    _mm256_storeu_ps(columns.add((classes - PAIR) * ROWS), one);
                    _mm256_storeu_ps(columns.add((classes - 1) * ROWS), other);
                } else {
                    let block = transposed(block);
                    let mut j = 0;
                    while j < GROUP {
                        _mm256_storeu_ps(columns.add((c + j) * ROWS), block[j]);
                        j += 1;
                    }
                }
                c = next_block(c, classes);
            }
        }
        group += GROUP;
    }
}

/// [`Simd::rows_of_columns`](super::Simd::rows_of_columns) of 32 rows.
///
/// # Safety
/// As there.
#[inline(always)]
pub unsafe fn rows_of_columns(columns: *const f32, classes: usize, rows: &[*mut f32; ROWS], count: usize) {
    let mut block = i!([_mm256_setzero_ps(); GROUP]);
    let mut group = 0;
    while group < count && group < ROWS {
        let here = if count - group < GROUP { count - group } else { GROUP };
        // SAFETY: the rows have `classes` elements, and the columns lie one behind the other.
        unsafe {
            let columns = columns.add(group);
            if classes < GROUP {
                let mut j = 0;
                while j < classes {
                    block[j % GROUP] = _mm256_loadu_ps(columns.add(j * ROWS));
                    j += 1;
                }
                let block = transposed(block);
                let mut i = 0;
                while i < here {
                    let mut row = [0.0f32; GROUP];
                    _mm256_storeu_ps(row.as_mut_ptr(), block[i % GROUP]);
                    copy_few(row.as_ptr(), rows[(group + i) % ROWS], classes);
                    i += 1;
                }
            }
            let mut c = 0;
            while c + GROUP <= classes {
                if repeats(c) && here == GROUP {
                    let last = columns.add((classes - PAIR) * ROWS);
                    let (one, other) = (_mm256_loadu_ps(last), _mm256_loadu_ps(last.add(ROWS)));
                    store_pairs(one, other, rows, group, classes - PAIR);
                    break;
                }
                let mut j = 0;
                while j < GROUP {
                    block[j] = _mm256_loadu_ps(columns.add((c + j) * ROWS));
                    j += 1;
                }
                let block = transposed(block);
                let mut i = 0;
                if here == GROUP {
                    while i < GROUP {
                        _mm256_storeu_ps(rows[(group + i) % ROWS].add(c), block[i]);
                        i += 1;
                    }
                }
                while i < here {
                    _mm256_storeu_ps(rows[(group + i) % ROWS].add(c), block[i % GROUP]);
                    i += 1;
                }
                c = next_block(c, classes);
            }
        }
        group += GROUP;
    }
}

/// Two classes, from class `c` on, of the rows of a group.
///
/// # Safety
/// The rows have these classes.
#[inline(always)]
unsafe fn store_pairs(one: __m256, other: __m256, rows: &[*mut f32; ROWS], group: usize, c: usize) {
    let pairs = i!([_mm256_unpacklo_ps(one, other), _mm256_unpackhi_ps(one, other)]);
    let mut i = 0;
    while i < GROUP {
        // Rows 0, 1, 4 and 5 are in the first vector, two to each half.
        let pair = pairs[i / 2 % 2];
        // SAFETY: the caller's: two elements of the row.
        unsafe {
            let half = if i < GROUP / 2 { _mm256_castps256_ps128(pair) } else { _mm256_extractf128_ps::<1>(pair) };
            let target = rows[(group + i) % ROWS].add(c).cast();
            if i % 2 == 0 {
                _mm_storel_pd(target, _mm_castps_pd(half))
            } else {
                _mm_storeh_pd(target, _mm_castps_pd(half))
            }
        }
        i += 1;
    }
}

/// Copies fewer than eight elements, as two pieces that may overlap.
///
/// # Safety
/// Both are valid for `count` elements, and apart.
#[inline(always)]
unsafe fn copy_few(source: *const f32, target: *mut f32, count: usize) {
    // SAFETY: each piece is within the `count` elements.
    unsafe {
        if count >= 4 {
            let (first, last) = (_mm_loadu_ps(source), _mm_loadu_ps(source.add(count - 4)));
            _mm_storeu_ps(target, first);
            _mm_storeu_ps(target.add(count - 4), last);
        } else {
            let mut i = 0;
            while i < count {
                target.add(i).write_unaligned(source.add(i).read());
                i += 1;
            }
        }
    }
}
