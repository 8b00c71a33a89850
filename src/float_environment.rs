//! The processor's settings for floating-point numbers.
//!
//! A host may round in another direction, flush subnormal numbers to zero or ask for traps: results would differ, or
//! the process would end. So every call computes with the default settings (round to nearest, nothing flushed, no
//! traps) and restores the host's settings, including the flags that record past exceptions.

/// The default settings, until dropped.
pub struct FloatEnvironment(system::Settings);

impl FloatEnvironment {
    #[inline(always)]
    pub fn enter() -> Self {
        let before = system::read();
        if !system::is_default(before) {
            system::write(system::DEFAULT);
        }
        Self(before)
    }
}

impl Drop for FloatEnvironment {
    #[inline(always)]
    fn drop(&mut self) {
        // Most hosts have all as it is by default, and the flags of ordinary arithmetic raised: nothing has changed.
        // Writing takes longer than looking.
        if system::read() != self.0 {
            system::write(self.0);
        }
    }
}

/// The register MXCSR: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 1, section 10.2.3.
#[cfg(target_arch = "x86_64")]
mod system {
    use std::arch::asm;

    pub(super) type Settings = u32;

    /// Traps masked, round to nearest, nothing flushed, no flags.
    pub(super) const DEFAULT: Settings = 0x1F80;
    const FLAGS: Settings = 0x3F;

    #[inline(always)]
    pub fn is_default(settings: Settings) -> bool {
        settings & !FLAGS == DEFAULT
    }

    #[inline(always)]
    pub fn read() -> Settings {
        let mut settings = 0;
        // SAFETY: writes four bytes there.
        unsafe { asm!("stmxcsr [{}]", in(reg) &mut settings, options(nostack, preserves_flags)) };
        settings
    }

    #[inline(always)]
    pub fn write(settings: Settings) {
        // SAFETY: settings that were read, or the default ones: no reserved bit is set. Rust's code is compiled for the
        // default; the host's are written when it is done.
        unsafe { asm!("ldmxcsr [{}]", in(reg) &settings, options(nostack, readonly, preserves_flags)) };
    }
}

/// The register FPCR: Arm Architecture Reference Manual, section C5.2.8. (The flags are in another one, FPSR.)
#[cfg(target_arch = "aarch64")]
mod system {
    use std::arch::asm;

    pub(super) type Settings = u64;

    pub(super) const DEFAULT: Settings = 0;

    #[inline(always)]
    pub fn is_default(settings: Settings) -> bool {
        settings == DEFAULT
    }

    #[inline(always)]
    pub fn read() -> Settings {
        let settings;
        // SAFETY: reads a register.
        unsafe { asm!("mrs {}, fpcr", out(reg) settings, options(nostack, preserves_flags)) };
        settings
    }

    #[inline(always)]
    pub fn write(settings: Settings) {
        // SAFETY: settings that were read, or the default ones. Rust's code is compiled for the default; the host's are
        // written when it is done.
        unsafe { asm!("msr fpcr, {}", in(reg) settings, options(nostack, preserves_flags)) };
    }
}

/// Elsewhere they stay as they are.
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
mod system {
    pub(super) type Settings = ();

    pub(super) const DEFAULT: Settings = ();

    pub fn is_default((): Settings) -> bool {
        true
    }

    pub fn read() -> Settings {}

    pub fn write((): Settings) {}
}
