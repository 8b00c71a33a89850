//! What tells the members of the family apart, and what a kernel is compiled for.

use super::map::Map;
use core::marker::PhantomData;

/// What tells the members of the family apart.
pub trait ClassLoss: Copy + Send + Sync + 'static {
    /// The input is log-probabilities, not logits: lse = 0.
    const LOG_PROBABILITIES: bool = false;
    /// Targets are distributions, not indices.
    const SOFT: bool = false;
    /// The distributions are given by the logits of a teacher, and the loss is the divergence from
    /// them. Only with [`SOFT`](Self::SOFT).
    const TEACHER: bool = false;
    /// The loss is a function of the target's cross-entropy, which is known at run time; of soft targets of each class's.
    const MAPPED: bool = false;
    /// What the second pass writes.
    const OUTPUT: Output = Output::Gradient;
    /// All of it; of a function of the cross-entropy without that.
    const MEMBER: Member = Member {
        log_probabilities: Self::LOG_PROBABILITIES,
        soft: Self::SOFT,
        teacher: Self::TEACHER,
        map: Map::None,
        output: Self::OUTPUT,
        lists: false,
    };
}

/// A member of the family: the constants of a [`ClassLoss`] as values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Member {
    /// See [`ClassLoss::LOG_PROBABILITIES`].
    pub log_probabilities: bool,
    /// See [`ClassLoss::SOFT`].
    pub soft: bool,
    /// See [`ClassLoss::TEACHER`].
    pub teacher: bool,
    /// The function of the cross-entropy that the loss is; see [`ClassLoss::MAPPED`].
    pub map: Map,
    /// See [`ClassLoss::OUTPUT`].
    pub output: Output,
    /// Targets are lists: `classes` indices a row, of which those before the first −1 count. For losses outside of the family.
    pub lists: bool,
}

impl Member {
    /// Index targets and nothing else, as for losses outside of the family that survey such targets too.
    pub const INDEX: Self = Self {
        log_probabilities: false,
        soft: false,
        teacher: false,
        map: Map::None,
        output: Output::Gradient,
        lists: false,
    };

    /// Lists of indices, for losses outside of the family.
    pub const LISTS: Self = Self { lists: true, ..Self::INDEX };
}

/// What is written for each class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// The gradient of the loss.
    Gradient,
    /// The probability: the gradient of lse.
    Probability,
    /// The logarithm of the probability.
    LogProbability,
}

/// Whether a kernel is made for one member, or for all.
pub trait Made: Copy + Send + Sync + 'static {
    /// The loss may be a function of the cross-entropy.
    const MAPPED: bool;
    /// The member is known at run time only.
    const FOR_ALL: bool = false;
    /// The member, where it is not known, the given one.
    fn of(member: Member) -> Member;
    /// Names the module that it is compiled in.
    type Place;
}

/// Made for one: what it does not need is not compiled.
#[derive(Clone, Copy)]
pub struct For<L>(PhantomData<L>);

impl<L: ClassLoss> Made for For<L> {
    const MAPPED: bool = L::MAPPED;
    type Place = L;

    #[inline(always)]
    fn of(member: Member) -> Member {
        if L::MAPPED { Member { map: member.map, ..L::MEMBER } } else { L::MEMBER }
    }
}

/// Made for all: slower, and in the library once.
#[derive(Clone, Copy)]
pub struct ForAll;

impl Made for ForAll {
    const MAPPED: bool = true;
    const FOR_ALL: bool = true;
    type Place = Self;

    #[inline(always)]
    fn of(member: Member) -> Member {
        member
    }
}

/// All losses that are a function of the target's cross-entropy: one member, as the function is known at run time.
#[derive(Clone, Copy, Debug, Default)]
pub struct OfCrossEntropy;

impl ClassLoss for OfCrossEntropy {
    const MAPPED: bool = true;
}

/// The same with target distributions, a function of each class's cross-entropy: a kernel of its own.
#[derive(Clone, Copy, Debug, Default)]
pub struct OfCrossEntropies;

impl ClassLoss for OfCrossEntropies {
    const SOFT: bool = true;
    const MAPPED: bool = true;
}

/// How the coefficients a_c vary over a row: not at all and 0; not at all; somehow.
pub(super) const NONE: u8 = 0;
pub(super) const UNIFORM: u8 = 1;
pub(super) const GENERAL: u8 = 2;
