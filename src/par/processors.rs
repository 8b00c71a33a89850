//! How many processors this process may use, without allocation. `std::thread::available_parallelism` gives the same
//! number, but allocates, and ends the process if the allocation fails.
//!
//! Two things limit the number: the set of processors on which the thread may run, and the share of time that a control
//! group grants, which container engines set. See cgroups(7), and `cpu.max` in the kernel's
//! Documentation/admin-guide/cgroup-v2.rst.

use std::ffi::CStr;
use std::mem::{size_of, zeroed};

/// At least 1.
pub fn available() -> u32 {
    let allowed = affinity().max(1);
    granted("").map_or(allowed, |granted| granted.clamp(1, allowed))
}

fn affinity() -> u32 {
    // SAFETY: a set of processors is an array of bits, all 0 the empty one; the call writes one of that size.
    unsafe {
        let mut set: libc::cpu_set_t = zeroed();
        let count = match libc::sched_getaffinity(0, size_of::<libc::cpu_set_t>(), &mut set) {
            0 => u32::try_from(libc::CPU_COUNT(&set)),
            // More processors than such a set has room for.
            _ => u32::try_from(libc::sysconf(libc::_SC_NPROCESSORS_ONLN)),
        };
        count.unwrap_or(1)
    }
}

/// Whole processors' worth of time, the least of the group's and its parents'; `None`: no limit. The files of the system
/// are below `root`, which is empty but for tests.
pub fn granted(root: &str) -> Option<u32> {
    let mut buffer = [0; 1024];
    let groups = read(Path::new(&[root, "/proc/self/cgroup"])?.text(), &mut buffer)?;
    groups.lines().filter_map(|line| of_group(root, line)).min()
}

/// Of one line, `number:controllers:path`. Version 2 of control groups has no controllers there.
fn of_group(root: &str, line: &str) -> Option<u32> {
    let mut parts = line.splitn(3, ':').skip(1);
    let (controllers, path) = (parts.next()?, parts.next()?);
    let second = controllers.is_empty();
    if !second && !controllers.split(',').any(|controller| controller == "cpu") {
        return None;
    }
    let mut least = None;
    let mut group = path.trim_end_matches('/');
    loop {
        let quota = if second { quota_second(root, group) } else { quota_first(root, group) };
        least = [least, quota].into_iter().flatten().min();
        // The parent of "/a/b" is "/a", that of "/a" the root, which is "".
        match group.rfind('/') {
            Some(end) => group = &group[..end],
            None => return least,
        }
    }
}

/// `cpu.max` is "quota period", the quota "max" where there is none.
fn quota_second(root: &str, group: &str) -> Option<u32> {
    let mut buffer = [0; 64];
    let path = Path::new(&[root, "/sys/fs/cgroup", group, "/cpu.max"])?;
    let mut words = read(path.text(), &mut buffer)?.split_whitespace();
    processors(words.next()?.parse().ok()?, words.next()?.parse().ok()?)
}

/// A file each; the quota is -1 where there is none.
fn quota_first(root: &str, group: &str) -> Option<u32> {
    let number = |name| {
        let mut buffer = [0; 64];
        read(Path::new(&[root, "/sys/fs/cgroup/cpu", group, name])?.text(), &mut buffer)?.trim().parse().ok()
    };
    processors(number("/cpu.cfs_quota_us")?, number("/cpu.cfs_period_us")?)
}

fn processors(quota: i64, period: i64) -> Option<u32> {
    let whole = if quota > 0 && period > 0 { quota / period } else { return None };
    Some(u32::try_from(whole).unwrap_or(u32::MAX).max(1))
}

/// A path that is put together in place.
struct Path {
    bytes: [u8; 512],
}

impl Path {
    /// `None` where it is too long.
    fn new(parts: &[&str]) -> Option<Self> {
        let mut path = Self { bytes: [0; 512] };
        let mut length = 0;
        for part in parts {
            let end = length + part.len();
            // One byte stays 0, to end it.
            path.bytes[..511].get_mut(length..end)?.copy_from_slice(part.as_bytes());
            length = end;
        }
        Some(path)
    }

    fn text(&self) -> &CStr {
        CStr::from_bytes_until_nul(&self.bytes).unwrap_or_default()
    }
}

/// The beginning of a file, as much as there is room for.
fn read<'a>(path: &CStr, buffer: &'a mut [u8]) -> Option<&'a str> {
    // SAFETY: a path that ends with 0; at most as many bytes are written as the buffer has; what was opened is closed.
    let length = unsafe {
        let file = libc::open(path.as_ptr(), libc::O_RDONLY | libc::O_CLOEXEC);
        if file < 0 {
            return None;
        }
        let length = libc::read(file, buffer.as_mut_ptr().cast(), buffer.len());
        libc::close(file);
        length
    };
    str::from_utf8(&buffer[..usize::try_from(length).ok()?]).ok()
}
