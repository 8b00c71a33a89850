//! Starts a thread with no other memory than the system's own: `std::thread` allocates first, and ends the process if
//! the allocation fails.

/// What the standard library gives a thread. Memory that is not touched costs nothing.
#[cfg(any(unix, windows))]
const STACK_BYTES: usize = 2 << 20;

/// What a thread lives for.
pub trait Serve: Sync {
    /// The number in the thread's name.
    fn index(&self) -> usize;
    /// The life of the thread.
    fn serve(&self) -> !;
}

/// Starts a thread that serves as this worker, for as long as the process lives. False where there is none to be had.
pub use system::start;

#[cfg(unix)]
mod system {
    use super::{STACK_BYTES, Serve};
    use std::ffi::c_void;
    use std::mem::MaybeUninit;
    use std::ptr::null_mut;

    extern "C" fn main<W: Serve + 'static>(worker: *mut c_void) -> *mut c_void {
        // SAFETY: `start` passed a worker of this type, which is static.
        let worker: &'static W = unsafe { &*worker.cast() };
        worker.serve()
    }

    pub fn start<W: Serve + 'static>(worker: &'static W) -> bool {
        let mut attributes = MaybeUninit::<libc::pthread_attr_t>::uninit();
        let mut thread = MaybeUninit::<libc::pthread_t>::uninit();
        let (mut mask, mut before) = (MaybeUninit::uninit(), MaybeUninit::uninit());
        let argument = (&raw const *worker).cast_mut().cast();
        // SAFETY: attributes and sets are used after the calls that initialise them; `main` takes what it is given.
        unsafe {
            if libc::pthread_attr_init(attributes.as_mut_ptr()) != 0 {
                return false;
            }
            // Both take any of these values; without them a thread would do as well.
            libc::pthread_attr_setstacksize(attributes.as_mut_ptr(), STACK_BYTES);
            libc::pthread_attr_setdetachstate(attributes.as_mut_ptr(), libc::PTHREAD_CREATE_DETACHED);
            block_signals(mask.as_mut_ptr());
            let masked = libc::pthread_sigmask(libc::SIG_SETMASK, mask.as_ptr(), before.as_mut_ptr()) == 0;
            let created = libc::pthread_create(thread.as_mut_ptr(), attributes.as_ptr(), main::<W>, argument) == 0;
            if masked {
                libc::pthread_sigmask(libc::SIG_SETMASK, before.as_ptr(), null_mut());
            }
            libc::pthread_attr_destroy(attributes.as_mut_ptr());
            if created {
                name(thread.assume_init(), worker.index());
            }
            created
        }
    }

    /// All but those that a thread's own instructions raise, which a host may handle (a page of a mapped file that is
    /// not there, say), and the profiler's: a host's handlers run on the host's threads.
    ///
    /// # Safety
    ///
    /// `mask` may be written.
    unsafe fn block_signals(mask: *mut libc::sigset_t) {
        // SAFETY: the caller's; the numbers are signals'.
        unsafe {
            libc::sigfillset(mask);
            for signal in [
                libc::SIGSEGV,
                libc::SIGBUS,
                libc::SIGFPE,
                libc::SIGILL,
                libc::SIGTRAP,
                libc::SIGSYS,
                libc::SIGABRT,
                libc::SIGPROF,
            ] {
                libc::sigdelset(mask, signal);
            }
        }
    }

    /// `loss-0` and so on, for debuggers and `top`.
    ///
    /// # Safety
    ///
    /// The thread exists.
    #[cfg(target_os = "linux")]
    unsafe fn name(thread: libc::pthread_t, index: usize) {
        let mut text = *b"loss-\0\0\0\0\0\0\0\0\0\0\0";
        let mut rest = index;
        let digits = index.checked_ilog10().unwrap_or(0) as usize + 1;
        for place in (5..5 + digits).rev() {
            text[place] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        // SAFETY: the thread is the caller's word; a text of at most 16 bytes that ends with 0: an index has few digits.
        unsafe { libc::pthread_setname_np(thread, text.as_ptr().cast()) };
    }

    #[cfg(not(target_os = "linux"))]
    unsafe fn name(_: libc::pthread_t, _: usize) {}
}

#[cfg(windows)]
mod system {
    use super::{STACK_BYTES, Serve};
    use std::ffi::{c_char, c_void};
    use std::ptr::{null, null_mut};

    /// The stack's size is of what is reserved, not of what is committed.
    const RESERVATION: u32 = 0x0001_0000;
    const PIN: u32 = 1;
    const FROM_ADDRESS: u32 = 4;

    type Start = extern "system" fn(*mut c_void) -> u32;

    #[link(name = "kernel32")]
    unsafe extern "system" {
        fn CreateThread(
            security: *const c_void,
            stack: usize,
            start: Start,
            argument: *mut c_void,
            flags: u32,
            id: *mut u32,
        ) -> *mut c_void;
        fn CloseHandle(handle: *mut c_void) -> i32;
        fn GetModuleHandleExA(flags: u32, address: *const c_char, module: *mut *mut c_void) -> i32;
    }

    extern "system" fn main<W: Serve + 'static>(worker: *mut c_void) -> u32 {
        // SAFETY: `start` passed a worker of this type, which is static.
        let worker: &'static W = unsafe { &*worker.cast() };
        worker.serve()
    }

    pub fn start<W: Serve + 'static>(worker: &'static W) -> bool {
        if !stay_loaded() {
            return false;
        }
        let argument = (&raw const *worker).cast_mut().cast();
        // SAFETY: `main` takes what it is given; the handle is closed once, which leaves the thread running.
        unsafe {
            let thread = CreateThread(null(), STACK_BYTES, main::<W>, argument, RESERVATION, null_mut());
            !thread.is_null() && CloseHandle(thread) != 0
        }
    }

    /// Keeps the code of the threads where it is, whatever the host unloads: they live as long as the process. False
    /// where that cannot be. (Elsewhere the linker was told so, see build.rs.)
    fn stay_loaded() -> bool {
        let mut module = null_mut();
        let here: *const c_char = (stay_loaded as fn() -> bool as *const ()).cast();
        // SAFETY: with this flag the address is not a name but any place in the module, such as this function; the
        // handle that is written counts no reference.
        unsafe { GetModuleHandleExA(PIN | FROM_ADDRESS, here, &mut module) != 0 }
    }
}

#[cfg(not(any(unix, windows)))]
mod system {
    pub fn start<W>(_: &'static W) -> bool {
        false
    }
}
