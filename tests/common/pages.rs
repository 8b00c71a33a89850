//! Memory that ends, and begins, where nothing may be touched.

use std::cell::RefCell;

/// Memory with two addresses: one to write, one only to read. On Linux an access beside it, and a write
/// through the second, ends the program.
pub struct Pages {
    written: *mut u8,
    read: *const u8,
    length: usize,
}

impl Pages {
    /// At least so many bytes. What they hold is not specified.
    pub fn with_room_for(bytes: usize) -> Self {
        let length = bytes.max(1).next_multiple_of(page_size()).next_power_of_two();
        let free = FREE.try_with(|free| {
            let mut free = free.borrow_mut();
            let place = free.iter().rposition(|pages| pages.length == length)?;
            Some(free.swap_remove(place))
        });
        free.ok().flatten().unwrap_or_else(|| system::map(length))
    }

    pub fn written(&self) -> *mut u8 {
        self.written
    }

    pub fn read(&self) -> *const u8 {
        self.read
    }

    pub fn length(&self) -> usize {
        self.length
    }

    /// For the next who needs as many: mapping memory costs more than most of the calls that are tested.
    pub fn give_back(self) {
        // A thread that ends has no use for them.
        let _ = FREE.try_with(|free| free.borrow_mut().push(self));
    }
}

thread_local! {
    static FREE: RefCell<Vec<Pages>> = const { RefCell::new(Vec::new()) };
}

#[cfg(target_os = "linux")]
fn page_size() -> usize {
    // SAFETY: asks for a number.
    usize::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).expect("a size")
}

#[cfg(not(target_os = "linux"))]
fn page_size() -> usize {
    4096
}

#[cfg(target_os = "linux")]
mod system {
    use super::{Pages, page_size};
    use libc::{MAP_ANONYMOUS, MAP_FIXED, MAP_NORESERVE, MAP_PRIVATE, MAP_SHARED, PROT_NONE, PROT_READ, PROT_WRITE};
    use std::ptr::null_mut;

    /// New memory, twice in the address space, each time between two pages without access.
    pub fn map(length: usize) -> Pages {
        // SAFETY: makes a file without a name in memory, of this length.
        let file = unsafe {
            let file = libc::memfd_create(c"guarded".as_ptr(), libc::MFD_CLOEXEC);
            assert!(file >= 0 && libc::ftruncate(file, length as libc::off_t) == 0, "no memory for a test");
            file
        };
        let written = between_guards(length, file, PROT_READ | PROT_WRITE);
        let read = between_guards(length, file, PROT_READ);
        // SAFETY: the mappings keep the memory.
        unsafe { libc::close(file) };
        Pages { written, read, length }
    }

    fn between_guards(length: usize, file: i32, protection: i32) -> *mut u8 {
        let page = page_size();
        // SAFETY: reserves addresses that were free, and puts the file over the middle of them.
        unsafe {
            let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
            let whole = libc::mmap(null_mut(), length + 2 * page, PROT_NONE, flags, -1, 0);
            assert!(whole != libc::MAP_FAILED, "no addresses for a test");
            let middle = whole.byte_add(page);
            let got = libc::mmap(middle, length, protection, MAP_SHARED | MAP_FIXED, file, 0);
            assert!(got == middle, "no memory for a test");
            middle.cast()
        }
    }

    impl Drop for Pages {
        fn drop(&mut self) {
            let page = page_size();
            for middle in [self.written, self.read.cast_mut()] {
                // SAFETY: mapped above, with a page on either side.
                unsafe { libc::munmap(middle.sub(page).cast(), self.length + 2 * page) };
            }
        }
    }
}

/// Without guards: what is written beside an array shows in its canaries alone.
#[cfg(not(target_os = "linux"))]
mod system {
    use super::Pages;

    pub fn map(length: usize) -> Pages {
        let written = Box::leak(vec![0; length].into_boxed_slice()).as_mut_ptr();
        Pages { written, read: written, length }
    }
}
