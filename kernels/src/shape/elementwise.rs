//! Losses of single elements: a row is an element.

use super::block::{BYTES, Block, Formulas, step};
use super::stretch::{Operands, Stretch, is_ordinary};
use super::{Partial, RowOptions, lanes_of_bytes, put};
use crate::Isa;
use crate::element::{Compute, Element, Load};
use crate::loss::Elementwise;
use crate::math::Extended;
use crate::simd::isa::Kernel;
use crate::simd::{Lane, Real, Simd, Vector};
use crate::sum::{Sum, Total};
use core::marker::PhantomData;
use core::mem::MaybeUninit;
use core::ptr::{null, null_mut};

mod half;

pub use half::{HalfElements, HalfRows};

/// Elements and what is wanted of them.
#[derive(Clone, Copy)]
pub struct Elements<E, const X: usize, const T: usize> {
    /// Inputs, targets and gradients.
    pub operands: Operands<E, X, T>,
    /// A row is an element; `gradient` is not used, and `hessian` is NULL where there are several inputs.
    pub options: RowOptions<E>,
    /// See [`Operands::beyond_caches`].
    pub beyond_caches: bool,
    /// Compute in `f64` whatever the arrays hold: for parameters that the type of the arrays has no room for.
    pub in_double: bool,
}

impl<E: Element, const X: usize, const T: usize> Elements<E, X, T> {
    /// A loss over the elements `start..end`.
    ///
    /// # Safety
    /// [The contract of the arguments](crate#pointers), for these elements.
    #[inline(always)]
    pub unsafe fn run<L: Elementwise<X, T>>(&self, loss: &L, isa: Isa, start: usize, end: usize) -> Partial {
        let Self { operands, options, .. } = self;
        let in_double = L::IN_DOUBLE || self.in_double;
        if L::BOUND_BY_MEMORY && !in_double && uniform::<E, E::Native>(options) && options.hessian.is_null() {
            return isa.run(Direct { loss: *loss, elements: self, start, end });
        }
        let targets = Targets { absent: L::ABSENT, bytes: L::BYTES };
        if in_double {
            let (formulas, uniform) = (Formulas::of(loss), uniform::<E, f64>(options));
            isa.run(Staged::<E, f64, X, T, E, E> { formulas, operands, options, targets, uniform, start, end, isa })
        } else {
            let (formulas, uniform) = (Formulas::of(loss), uniform::<E, E::Native>(options));
            isa.run(Staged::<E, E::Native, X, T, E, E> {
                formulas,
                operands,
                options,
                targets,
                uniform,
                start,
                end,
                isa,
            })
        }
    }
}

/// A loss whose type is forgotten, so that what calls it is compiled once.
#[derive(Clone, Copy)]
pub struct AnyLoss<'a, E, const X: usize, const T: usize> {
    loss: *const (),
    run: unsafe fn(*const (), &Elements<E, X, T>, Isa, usize, usize) -> Partial,
    _lives: PhantomData<&'a ()>,
}

impl<'a, E: Element, const X: usize, const T: usize> AnyLoss<'a, E, X, T> {
    /// Forgets the type.
    pub fn of<L: Elementwise<X, T>>(loss: &'a L) -> Self {
        Self { loss: (&raw const *loss).cast(), run: run_any::<E, L, X, T>, _lives: PhantomData }
    }

    /// As [`Elements::run`].
    ///
    /// # Safety
    /// [The contract of the arguments](crate#pointers), for these elements.
    pub unsafe fn run(&self, elements: &Elements<E, X, T>, isa: Isa, start: usize, end: usize) -> Partial {
        // SAFETY: the caller's; the loss lives, and is of the type that `run_any` was made for, as `of` sets both.
        unsafe { (self.run)(self.loss, elements, isa, start, end) }
    }
}

/// # Safety
/// As for [`Elements::run`]; the loss is of type L.
unsafe fn run_any<E: Element, L: Elementwise<X, T>, const X: usize, const T: usize>(
    loss: *const (),
    elements: &Elements<E, X, T>,
    isa: Isa,
    start: usize,
    end: usize,
) -> Partial {
    // SAFETY: the caller's.
    unsafe { elements.run(&*loss.cast::<L>(), isa, start, end) }
}

/// The formulas of a loss whose type is forgotten, with the type that it is computed in. They are those of arrays of `f32`:
/// a storage type adds nothing for each loss.
#[derive(Clone, Copy)]
pub struct AnyFormulas<'a, const X: usize, const T: usize> {
    computed: Computed<X, T>,
    _lives: PhantomData<&'a ()>,
}

#[derive(Clone, Copy)]
enum Computed<const X: usize, const T: usize> {
    Single(Formulas<f32, X, T>),
    Double(Formulas<f64, X, T>),
}

impl<'a, const X: usize, const T: usize> AnyFormulas<'a, X, T> {
    /// Forgets the type. `in_double` as in [`Elements`].
    pub fn of<L: Elementwise<X, T>>(loss: &'a L, in_double: bool) -> Self {
        let computed = if L::IN_DOUBLE || in_double {
            Computed::Double(Formulas::of(loss))
        } else {
            Computed::Single(Formulas::of(loss))
        };
        Self { computed, _lives: PhantomData }
    }
}

/// Whether all elements count, with the same factor of their derivatives, which C has room for, and their losses are wanted
/// as a sum only.
#[inline(always)]
fn uniform<E, C: Lane>(options: &RowOptions<E>) -> bool {
    options.weight.is_null() && options.mask.is_null() && options.losses.is_null() && is_ordinary::<C>(options.scale)
}

/// Whether all of these factors are as [`is_ordinary`] asks.
#[inline(always)]
fn all_ordinary<R: Real>(factor: R) -> bool {
    let size = factor.abs();
    R::all(R::both(R::splat(R::Lane::SMALLEST_NORMAL).le(size), size.lt(R::splat(f64::INFINITY))))
}

/// Elements of a loss that waits for memory: nothing is stored on the way.
///
/// Kernels have a reference to what all parts of a call share: a copy would cost a small call more than its loss.
struct Direct<'a, E, L, const X: usize, const T: usize> {
    loss: L,
    elements: &'a Elements<E, X, T>,
    start: usize,
    end: usize,
}

impl<E: Element, L: Elementwise<X, T>, const X: usize, const T: usize> Kernel for Direct<'_, E, L, X, T> {
    type Output = Partial;
    type Place = L;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let Elements { operands, options, beyond_caches, .. } = *self.elements;
        let length = self.end - self.start;
        let mut partial = Partial { rows: length as u64, ..Partial::default() };
        partial.weight.add(length as f64);
        // SAFETY: the contract of the arguments: the pointers are valid for elements up to `end`.
        partial.loss.add(unsafe {
            let stretch = Stretch {
                operands: operands.from(self.start),
                hessian: core::ptr::null_mut(),
                accumulate: options.accumulate,
                length,
                factor: options.scale,
                beyond_caches,
            };
            stretch.sum::<S, L>(self.loss)
        });
        if beyond_caches {
            S::fence();
        }
        partial
    }
}

/// Elements of any loss with X inputs and T targets, in blocks: inputs and targets are of I, gradients of G, all other arrays
/// of E, and C is what is computed with.
struct Staged<'a, E, C, const X: usize, const T: usize, I, G> {
    formulas: Formulas<C, X, T>,
    operands: &'a Operands<I, X, T, G>,
    options: &'a RowOptions<E>,
    targets: Targets<T>,
    /// All elements count, with the same factor of their derivatives, and their losses are wanted as a sum only.
    uniform: bool,
    start: usize,
    end: usize,
    isa: Isa,
}

/// What is special about several targets.
#[derive(Clone, Copy)]
struct Targets<const T: usize> {
    /// See [`Elementwise::ABSENT`].
    absent: [f64; T],
    /// See [`Elementwise::BYTES`].
    bytes: bool,
}

impl<const T: usize> Targets<T> {
    /// Nothing is.
    const PLAIN: Self = Self { absent: [0.0; T], bytes: false };
}

/// Memory for a block, on the stack: nothing of it is read before it is written.
#[repr(align(64))]
struct Room<const X: usize, const T: usize> {
    inputs: [Array; X],
    targets: [Array; T],
    losses: Array,
    first: [Array; X],
    second: Array,
}

type Array = [MaybeUninit<u8>; BYTES];

/// What has been found out about the elements of a call so far.
struct Found<S: Simd, E: Element, C: Compute> {
    losses: C::Sum<S>,
    weights: Weights<S, E, C>,
}

impl<E, C, const X: usize, const T: usize, I, G> Kernel for Staged<'_, E, C, X, T, I, G>
where
    E: Element + Load<C>,
    C: Compute,
    I: Load<C>,
    G: Load<C>,
{
    type Output = Partial;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let uniform = self.uniform;
        let mut room = MaybeUninit::<Room<X, T>>::uninit();
        let mut found = Found::<S, E, C> { losses: Sum::zero(), weights: Weights::new() };
        let mut at = self.start;
        while at < self.end {
            let (left, most) = (self.end - at, BYTES / size_of::<C>());
            let whole = if left < most { left } else { most };
            // What fills no step is a block of its own, so that the rest is read where it is.
            let count = if whole < step::<C, S>() { whole } else { whole - whole % step::<C, S>() };
            // SAFETY: the contract of the arguments: `count` elements remain from `at` on.
            unsafe {
                let block = self.block::<S>(room.as_mut_ptr(), at, count);
                self.formulas.apply(&block, self.isa);
                if uniform {
                    self.finish_uniform::<S>(&block, at, count, &mut found.losses);
                } else {
                    self.finish::<S>(&block, at, count, &mut found);
                }
            }
            at += count;
        }
        let mut partial = found.weights.partial();
        if uniform {
            partial.rows = (self.end - self.start) as u64;
            partial.weight.add((self.end - self.start) as f64);
        }
        partial.loss.add(found.losses.total());
        partial
    }
}

impl<E, C, const X: usize, const T: usize, I, G> Staged<'_, E, C, X, T, I, G>
where
    E: Element + Load<C>,
    C: Compute,
    I: Load<C>,
    G: Load<C>,
{
    /// The block of `count` elements from `at` on, its inputs where they are if they can be read there, else copied.
    ///
    /// # Safety
    /// The contract of the arguments, for these elements; the room is valid for writing.
    #[inline(always)]
    unsafe fn block<S: Simd>(&self, room: *mut Room<X, T>, at: usize, count: usize) -> Block<C, X, T> {
        let padded = count.next_multiple_of(step::<C, S>());
        let mut block = Block {
            inputs: [null(); X],
            targets: [null(); T],
            count: padded,
            losses: null_mut(),
            first: [null_mut(); X],
            second: null_mut(),
        };
        // SAFETY: the caller's; a block is no longer than the arrays of the room, and is whole steps as they are.
        unsafe {
            block.losses = (&raw mut (*room).losses).cast();
            let differentiates = self.operands.differentiates() || !self.options.hessian.is_null();
            let mut j = 0;
            while j < X {
                let copy = (&raw mut (*room).inputs[j]).cast();
                block.inputs[j] = staged::<S, I, C>(self.operands.inputs[j].add(at), copy, count, padded);
                if differentiates {
                    block.first[j] = (&raw mut (*room).first[j]).cast();
                }
                j += 1;
            }
            j = 0;
            while j < T {
                let copy = (&raw mut (*room).targets[j]).cast();
                block.targets[j] = self.target::<S>(j, copy, at, count, padded);
                j += 1;
            }
            if X == 1 && !self.options.hessian.is_null() {
                block.second = (&raw mut (*room).second).cast();
            }
        }
        block
    }

    /// The numbers of a target of the block, where they are or a copy.
    ///
    /// # Safety
    /// As for [`staged`], of which the target is the source from element `at` on.
    #[inline(always)]
    unsafe fn target<S: Simd>(&self, j: usize, copy: *mut C, at: usize, count: usize, padded: usize) -> *const C {
        let target = self.operands.targets[j];
        // Losses of one target are compiled without the rest.
        let special = T > 1 && (target.is_null() || (self.targets.bytes && j + 1 == T));
        if !special {
            // SAFETY: the caller's.
            return unsafe { staged::<S, I, C>(target.add(at), copy, count, padded) };
        }
        let lanes = C::Vector::<S>::LANES;
        let mut i = 0;
        while i < padded {
            let numbers = if target.is_null() {
                C::Vector::<S>::splat(self.targets.absent[j])
            } else {
                let left = count.saturating_sub(i);
                // SAFETY: the caller's; of such a target each element is a byte.
                let (given, _) =
                    unsafe { lanes_of_bytes::<C::Vector<S>>(target.cast::<u8>().wrapping_add(at + i), left) };
                C::Vector::<S>::splat(1.0).keep(given)
            };
            // SAFETY: the caller's.
            unsafe { numbers.store(copy.add(i), lanes) };
            i += lanes;
        }
        copy
    }

    /// Adds up and writes what the block comes to, where all elements weigh the same.
    ///
    /// # Safety
    /// The contract of the arguments, for `count` elements from `at` on; the block holds what was computed of them.
    #[inline(always)]
    unsafe fn finish_uniform<S: Simd>(&self, block: &Block<C, X, T>, at: usize, count: usize, sum: &mut C::Sum<S>) {
        let Self { options, operands, .. } = self;
        let lanes = C::Vector::<S>::LANES;
        let factor = C::Vector::<S>::splat(options.scale);
        let mut i = 0;
        while i < count {
            // SAFETY: the caller's; the block has whole vectors.
            unsafe {
                let left = count - i;
                sum.add(C::Vector::<S>::load(block.losses.add(i), lanes, 0.0).keep_first(left));
                if !block.second.is_null() {
                    let second = C::Vector::<S>::load(block.second.add(i), lanes, 0.0);
                    put::<S, E, C>(second * factor, options.hessian.add(at + i), left, false);
                }
                let mut j = 0;
                while j < X {
                    if !operands.gradients[j].is_null() {
                        let first = C::Vector::<S>::load(block.first[j].add(i), lanes, 0.0);
                        put::<S, G, C>(first * factor, operands.gradients[j].add(at + i), left, options.accumulate);
                    }
                    j += 1;
                }
            }
            i += lanes;
        }
    }

    /// Adds up and writes what the block comes to, where elements have weights, a mask, or losses of their own.
    ///
    /// # Safety
    /// As for [`finish_uniform`](Self::finish_uniform).
    #[inline(always)]
    unsafe fn finish<S: Simd>(&self, block: &Block<C, X, T>, at: usize, count: usize, found: &mut Found<S, E, C>) {
        let Self { options, operands, .. } = self;
        let lanes = C::Vector::<S>::LANES;
        let scale = C::Vector::<S>::splat(options.scale);
        let ordinary_scale = is_ordinary::<C>(options.scale);
        let mut i = 0;
        while i < count {
            let left = count - i;
            // SAFETY: the caller's; the block has whole vectors.
            unsafe {
                let (kept, weight) = found.weights.next(options, at + i, left);
                let loss = C::Vector::<S>::load(block.losses.add(i), lanes, 0.0).keep(kept);
                // A weight of 0 leaves out what it would multiply, as it may be infinite or NaN.
                let weightless = weight.eq(C::Vector::<S>::splat(0.0));
                found.losses.add_product(weight, loss.without(weightless));
                if !options.losses.is_null() {
                    <E as Load<C>>::store::<S>(loss, options.losses.add(at + i), left);
                }
                let factor = weight * scale;
                // A factor that the type has no room for does not mean that the product has none.
                let ordinary = ordinary_scale && all_ordinary(Real::select(weightless, Real::splat(1.0), factor));
                let weighing = Weighing { weight, factor, scale: options.scale, weightless, ordinary_scale, ordinary };
                if !block.second.is_null() {
                    weighing.write::<E>(block.second.add(i), options.hessian.add(at + i), left, false);
                }
                let mut j = 0;
                while j < X {
                    if !operands.gradients[j].is_null() {
                        let gradient = operands.gradients[j].add(at + i);
                        weighing.write::<G>(block.first[j].add(i), gradient, left, options.accumulate);
                    }
                    j += 1;
                }
            }
            i += lanes;
        }
    }
}

/// `count` elements as numbers that can be computed with, and zeros up to `padded`: where they are, or a copy.
///
/// # Safety
/// `source` is valid for reading `count` elements, `copy` for writing as many as `padded`, whole vectors.
#[inline(always)]
unsafe fn staged<S: Simd, E: Load<C>, C: Compute>(
    source: *const E,
    copy: *mut C,
    count: usize,
    padded: usize,
) -> *const C {
    let in_place = E::scratch(source.cast_mut());
    if count == padded && !in_place.is_null() {
        return in_place;
    }
    let lanes = C::Vector::<S>::LANES;
    let mut i = 0;
    while i < padded {
        let left = count.saturating_sub(i);
        // SAFETY: the caller's.
        unsafe { E::load::<S>(source.wrapping_add(i), left, 0.0).store(copy.add(i), lanes) };
        i += lanes;
    }
    copy
}

/// What derivatives of a vector of elements are multiplied by.
struct Weighing<S: Simd, C: Compute> {
    weight: C::Vector<S>,
    /// weight·scale.
    factor: C::Vector<S>,
    scale: f64,
    weightless: <C::Vector<S> as Real>::Mask,
    /// Whether the scale is as [`is_ordinary`] asks.
    ordinary_scale: bool,
    /// Whether the scale is, and all factors are.
    ordinary: bool,
}

impl<S: Simd, C: Compute> Weighing<S, C> {
    /// Writes the first `count` of a vector of derivatives, weighed, or adds them to what is there.
    ///
    /// # Safety
    /// `derivatives` is valid for reading a vector, `target` for reading and writing `count` elements.
    #[inline(always)]
    unsafe fn write<E: Load<C>>(&self, derivatives: *const C, target: *mut E, count: usize, accumulate: bool) {
        let lanes = C::Vector::<S>::LANES;
        // SAFETY: the caller's.
        unsafe {
            let derivative = C::Vector::<S>::load(derivatives, lanes, 0.0);
            let near = (derivative * self.factor).without(self.weightless);
            let product = if self.ordinary { near } else { self.far_product(derivative, near) };
            put::<S, E, C>(product, target, count, accumulate);
        }
    }

    /// derivative·weight·scale, where weight·scale is out of range of the type or loses digits in it. A weight of 0 leaves
    /// out the derivative. Other lanes keep their product, as it is rounded twice: on another instruction set they may be in
    /// a vector without a factor that is out of range.
    #[inline(always)]
    fn far_product(&self, derivative: C::Vector<S>, near: C::Vector<S>) -> C::Vector<S> {
        let lanes = C::Vector::<S>::LANES;
        let (mut derivatives, mut weights) = ([C::from_f64(0.0); 32], [C::from_f64(0.0); 32]);
        let (mut products, mut factors) = ([C::from_f64(0.0); 32], [C::from_f64(0.0); 32]);
        // SAFETY: no vector has more than 32 lanes.
        unsafe {
            derivative.store(derivatives.as_mut_ptr(), lanes);
            self.weight.store(weights.as_mut_ptr(), lanes);
            near.store(products.as_mut_ptr(), lanes);
            self.factor.store(factors.as_mut_ptr(), lanes);
        }
        let scale = Extended::new(self.scale);
        let mut i = 0;
        while i < lanes {
            let (derivative, weight) = (derivatives[i & 31].to_f64(), weights[i & 31].to_f64());
            if !(self.ordinary_scale && is_ordinary::<C>(factors[i & 31].to_f64())) {
                let product = Extended::new(derivative).times(Extended::new(weight)).times(scale);
                products[i & 31] = C::from_f64(if weight == 0.0 { 0.0 } else { product.value() });
            }
            i += 1;
        }
        // SAFETY: as above.
        unsafe { C::Vector::<S>::load(products.as_ptr(), lanes, 0.0) }
    }
}

/// The weights of elements, summed on the way.
struct Weights<S: Simd, E, C: Compute> {
    sum: C::Sum<S>,
    rows: u64,
    _of: PhantomData<E>,
}

impl<S: Simd, E: Element + Load<C>, C: Compute> Weights<S, E, C> {
    #[inline(always)]
    fn new() -> Self {
        Self { sum: Sum::zero(), rows: 0, _of: PhantomData }
    }

    /// Which of the lanes from `i` on count, and their weights, 0 for those that do not.
    ///
    /// # Safety
    /// The contract of the arguments, for `count` elements from `i` on.
    #[inline(always)]
    unsafe fn next(
        &mut self,
        options: &RowOptions<E>,
        i: usize,
        count: usize,
    ) -> (<C::Vector<S> as Real>::Mask, C::Vector<S>) {
        let lanes = C::Vector::<S>::LANES;
        let (kept, rows) = if options.mask.is_null() {
            let rows = if count < lanes { count } else { lanes };
            (C::Vector::<S>::first_lanes(count), rows as u64)
        } else {
            // SAFETY: the mask has `count` entries from `i` on.
            unsafe { lanes_of_bytes::<C::Vector<S>>(options.mask.add(i), count) }
        };
        self.rows += rows;
        let weight = if options.weight.is_null() {
            Real::splat(1.0)
        } else {
            // SAFETY: the weights have `count` entries from `i` on.
            unsafe { <E as Load<C>>::load::<S>(options.weight.add(i), count, 0.0) }
        };
        let weight = weight.keep(kept);
        self.sum.add(weight);
        (kept, weight)
    }

    #[inline(always)]
    fn partial(self) -> Partial {
        let mut weight = Total::default();
        weight.add(self.sum.total());
        Partial { weight, rows: self.rows, ..Partial::default() }
    }
}

/// Σ w and the number of rows that count among the rows `start..end`; no loss.
#[derive(Clone, Copy)]
pub struct WeightSum<E> {
    /// Weights and mask.
    pub options: RowOptions<E>,
    /// The first row.
    pub start: usize,
    /// The row behind the last.
    pub end: usize,
}

impl<E: Element> Kernel for WeightSum<E> {
    type Output = Partial;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let mut weights = Weights::<S, E, E::Native>::new();
        let mut i = self.start;
        while i < self.end {
            // SAFETY: the contract of the arguments: `end - i` rows remain from `i` on.
            unsafe { weights.next(&self.options, i, self.end - i) };
            i += <E::Native as Compute>::Vector::<S>::LANES;
        }
        weights.partial()
    }
}
