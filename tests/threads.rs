//! How many threads a call may use where nobody says so, and that threads which it has take part.
#![cfg(target_os = "linux")]

// Not for the library's users, so a copy of their own.
#[path = "../src/par/processors.rs"]
#[allow(dead_code)]
mod processors;

use loss::{loss_js_div_f64, loss_num_threads, loss_set_num_threads, loss_status};
use processors::granted;
use std::path::PathBuf;
use std::process::Command;
use std::ptr::null;
use std::time::{Duration, Instant};

/// A folder with files like those of a system: name, text.
fn system(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let root = std::env::temp_dir().join(format!("loss-threads-{}-{name}", std::process::id()));
    for (file, text) in files {
        let path = root.join(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder in the temporary one");
        std::fs::write(path, text).expect("a file in the temporary folder");
    }
    root
}

/// What control groups grant: whole processors, at least one, the least of a group's and its parents'. See cgroups(7);
/// the kernel's cgroup-v2.rst, `cpu.max`; its sched-bwc.rst, `cpu.cfs_quota_us`.
#[test]
fn control_groups() {
    const GROUP: &str = "proc/self/cgroup";
    const TOP: &str = "sys/fs/cgroup/a/cpu.max";
    const INNER: &str = "sys/fs/cgroup/a/b/cpu.max";
    let second = |top, inner| [(GROUP, "0::/a/b\n"), (TOP, top), (INNER, inner)];
    let first = |quota, period| {
        [
            (GROUP, "7:memory:/m\n4:cpu,cpuacct:/d/e\n1:name=systemd:/s\n"),
            ("sys/fs/cgroup/cpu/d/e/cpu.cfs_quota_us", quota),
            ("sys/fs/cgroup/cpu/d/e/cpu.cfs_period_us", period),
            // Of another controller, and of none that is asked.
            ("sys/fs/cgroup/cpu/m/cpu.cfs_quota_us", "100000"),
            ("sys/fs/cgroup/cpu/m/cpu.cfs_period_us", "100000"),
        ]
    };
    let cases: [(&str, &[_], _); 15] = [
        ("nothing", &[], None),
        ("unlimited", &second("max 100000\n", "max 100000\n"), None),
        ("inner", &second("max 100000\n", "300000 100000\n"), Some(3)),
        ("parent", &second("200000 100000\n", "300000 100000\n"), Some(2)),
        ("child", &second("500000 100000\n", "400000 100000\n"), Some(4)),
        ("root", &[(GROUP, "0::/\n"), ("sys/fs/cgroup/cpu.max", "600000 100000")], Some(6)),
        ("part", &second("max 100000\n", "50000 100000\n"), Some(1)),
        ("rounded", &second("max 100000\n", "399999 100000\n"), Some(3)),
        ("period", &second("max 100000\n", "400000 0\n"), None),
        ("words", &second("max 100000\n", "some thing\n"), None),
        ("many", &second("max 100000\n", "9000000000000 1\n"), Some(u32::MAX)),
        ("first", &first("250000\n", "50000\n"), Some(5)),
        ("first-unlimited", &first("-1\n", "100000\n"), None),
        ("first-nothing", &first("0\n", "100000\n"), None),
        ("no-file", &[(GROUP, "0::/a/b\n")], None),
    ];
    for (name, files, expected) in cases {
        let root = system(name, files);
        let found = granted(root.to_str().expect("a path that is text"));
        std::fs::remove_dir_all(&root).ok();
        assert_eq!(found, expected, "{name}");
    }
    // Longer than there is room for.
    assert_eq!(granted(&"/folder".repeat(100)), None);
}

/// LOSS_NUM_THREADS is a number above 0; anything else is as if it were not there.
#[test]
fn environment() {
    const CHILD: &str = "LOSS_TEST_EXPECTED";
    if let Ok(expected) = std::env::var(CHILD) {
        assert_eq!(loss_num_threads().to_string(), expected);
        return;
    }
    let default = std::thread::available_parallelism().expect("a number of cores").to_string();
    let cases =
        [("1", "1"), ("7", "7"), (" 5 ", "5"), ("0", ""), ("-2", ""), ("", ""), ("two", ""), ("99999999999", "")];
    for (given, expected) in cases {
        let expected = if expected.is_empty() { &default } else { expected };
        let mut test = Command::new(std::env::current_exe().expect("this program"));
        let test = test.args(["--exact", "environment"]).env("LOSS_NUM_THREADS", given).env(CHILD, expected);
        let output = test.output().expect("this program runs");
        assert!(output.status.success(), "{given:?}: {}", String::from_utf8_lossy(&output.stdout));
    }
}

/// How long the library's threads have run, in the kernel's ticks of a hundredth of a second: proc(5), `stat`.
fn busy() -> u64 {
    let tasks = std::fs::read_dir("/proc/self/task").expect("the threads of this process");
    let of_thread = |folder: PathBuf| {
        let stat = std::fs::read_to_string(folder.join("stat")).ok()?;
        let (name, fields) = stat.rsplit_once(')')?;
        let times = fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok());
        name.contains("(loss-").then(|| times.sum::<u64>())
    };
    tasks.filter_map(|task| of_thread(task.ok()?.path())).sum()
}

/// Threads fall asleep, wake up for a call, and work: not only the caller does. Without work they look for some for
/// microseconds; in a call of a tenth of a second that is no tick.
#[test]
fn threads_take_part() {
    const ROWS: usize = 2048;
    const CLASSES: usize = 1024;
    let before = loss_num_threads();
    assert_eq!(loss_set_num_threads(2), loss_status::LOSS_OK);
    let (x, t) = (vec![0.25f64; ROWS * CLASSES], vec![0.5f64; ROWS * CLASSES]);
    let (mut gradient, mut value) = (vec![0.0f64; ROWS * CLASSES], 0.0);
    let mut call = || {
        let (x, t, gradient) = (x.as_ptr(), t.as_ptr(), gradient.as_mut_ptr());
        // SAFETY: the arrays have as many elements as the call is told.
        let status = unsafe { loss_js_div_f64(x, t, ROWS, CLASSES, 0.5, null(), null(), &mut value, gradient) };
        assert_eq!(status, loss_status::LOSS_OK);
    };
    call();
    for _ in 0..3 {
        // Long enough to fall asleep.
        std::thread::sleep(Duration::from_millis(200));
        let at_rest = busy();
        std::thread::sleep(Duration::from_millis(300));
        assert!(busy() <= at_rest + 1, "threads that have nothing to do do not sleep");
        let start = Instant::now();
        loop {
            let at_first = busy();
            call();
            if busy() >= at_first + 2 {
                break;
            }
            assert!(start.elapsed() < Duration::from_secs(60), "threads have not taken part in any call");
        }
    }
    assert_eq!(loss_set_num_threads(before), loss_status::LOSS_OK);
}
