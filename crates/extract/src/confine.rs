//! Confinement of the process that reads: no file, no network, no other process, bounded memory.
//!
//! Landlock takes the file system and TCP away, seccomp everything that opens a socket, starts a
//! process or looks into another one, rlimits bound memory and output. Where the kernel refuses
//! one of them, the others still hold and the report says so.

use crate::Limits;
use landlock::{
    ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetStatus,
    Scope,
};
use seccompiler::SeccompCmpArgLen::Dword;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    TargetArch,
};
use std::collections::BTreeMap;

/// What holds in this process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confinement {
    pub file_system: bool,
    pub system_calls: bool,
    pub memory: bool,
}

impl Confinement {
    /// The layers that the kernel refused, in words; empty when all hold.
    pub fn missing(&self) -> Vec<&'static str> {
        [
            (self.file_system, "file access in full (landlock)"),
            (self.system_calls, "system calls (seccomp)"),
            (self.memory, "memory (rlimit)"),
        ]
        .into_iter()
        .filter_map(|(holds, name)| (!holds).then_some(name))
        .collect()
    }
}

/// Prepares the calling thread for the libraries that want a thread pool: it becomes the pool.
/// Call it before [`confine`], on the thread that will read.
pub fn prepare_thread() {
    // An error means that a pool exists already; then there is nothing to prepare.
    drop(rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global());
}

/// Confines this process for good.
pub fn confine(limits: &Limits) -> Confinement {
    Confinement {
        memory: limit_memory(limits),
        file_system: deny_files().unwrap_or(false),
        system_calls: deny_system_calls().is_ok(),
    }
}

/// Address space of a recogniser, with its models of several scripts.
const TOOL_MEMORY_BYTES_MAX: u64 = 3 << 30;
/// Where a recogniser's program, libraries and models lie.
const TOOL_FOLDERS: &[&str] = &["/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/dev/null"];

/// Confines this process before it becomes a recogniser: it may read and execute what the system
/// installed, and neither write, nor speak to a network, nor start another process.
pub fn confine_tool(seconds_max: u64) -> Confinement {
    let memory = limit(libc::RLIMIT_AS, TOOL_MEMORY_BYTES_MAX)
        && limit(libc::RLIMIT_FSIZE, 0)
        && limit(libc::RLIMIT_CORE, 0)
        && limit(libc::RLIMIT_CPU, seconds_max);
    Confinement {
        memory,
        file_system: allow_only_system_files().unwrap_or(false),
        system_calls: deny_tool_calls().is_ok(),
    }
}

fn allow_only_system_files() -> Result<bool, landlock::RulesetError> {
    let status = Ruleset::default()
        .handle_access(AccessFs::from_all(ABI::V5))?
        .handle_access(AccessNet::from_all(ABI::V4))?
        .scope(Scope::from_all(ABI::V6))?
        .create()?
        .add_rules(landlock::path_beneath_rules(TOOL_FOLDERS, AccessFs::from_read(ABI::V1)))?
        .restrict_self()?;
    Ok(status.ruleset == RulesetStatus::FullyEnforced)
}

/// Calls that a recogniser needs and a reader does not: it opens its models and is itself executed.
const TOOL_ALLOWED: &[i64] = &[
    libc::SYS_execve,
    libc::SYS_openat,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_open,
];

fn deny_tool_calls() -> Result<(), seccompiler::Error> {
    let denied = DENIED.iter().chain(DENIED_HERE).filter(|call| !TOOL_ALLOWED.contains(call));
    apply(denied.map(|call| (*call, Vec::new())).collect())
}

fn limit(resource: libc::__rlimit_resource_t, value: u64) -> bool {
    let limit = libc::rlimit { rlim_cur: value, rlim_max: value };
    // SAFETY: setrlimit reads the struct that lives across the call.
    unsafe { libc::setrlimit(resource, &raw const limit) == 0 }
}

fn limit_memory(limits: &Limits) -> bool {
    let memory = limit(libc::RLIMIT_AS, limits.process_memory_bytes_max);
    let output = limit(libc::RLIMIT_FSIZE, 0);
    let core = limit(libc::RLIMIT_CORE, 0);
    memory && output && core
}

fn deny_files() -> Result<bool, landlock::RulesetError> {
    let status = Ruleset::default()
        .handle_access(AccessFs::from_all(ABI::V5))?
        .handle_access(AccessNet::from_all(ABI::V4))?
        .scope(Scope::from_all(ABI::V6))?
        .create()?
        .restrict_self()?;
    Ok(status.ruleset == RulesetStatus::FullyEnforced)
}

/// Calls that reading a document never needs.
const DENIED: &[i64] = &[
    libc::SYS_socket,
    libc::SYS_socketpair,
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_listen,
    libc::SYS_accept,
    libc::SYS_accept4,
    libc::SYS_sendto,
    libc::SYS_sendmsg,
    libc::SYS_sendmmsg,
    libc::SYS_execve,
    libc::SYS_execveat,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_kcmp,
    libc::SYS_tkill,
    libc::SYS_rt_sigqueueinfo,
    libc::SYS_rt_tgsigqueueinfo,
    libc::SYS_pidfd_open,
    libc::SYS_pidfd_getfd,
    libc::SYS_pidfd_send_signal,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_move_mount,
    libc::SYS_open_tree,
    libc::SYS_fsopen,
    libc::SYS_mount_setattr,
    libc::SYS_open_by_handle_at,
    libc::SYS_keyctl,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_kexec_load,
    libc::SYS_memfd_create,
    libc::SYS_personality,
    libc::SYS_fchmodat,
    libc::SYS_fchownat,
    libc::SYS_setxattr,
    libc::SYS_utimensat,
    libc::SYS_openat,
    libc::SYS_openat2,
    libc::SYS_unlinkat,
    libc::SYS_renameat2,
    libc::SYS_mkdirat,
    libc::SYS_linkat,
    libc::SYS_symlinkat,
    libc::SYS_mknodat,
    libc::SYS_truncate,
];
#[cfg(target_arch = "x86_64")]
const DENIED_HERE: &[i64] = &[
    libc::SYS_unlink,
    libc::SYS_rmdir,
    libc::SYS_rename,
    libc::SYS_renameat,
    libc::SYS_mkdir,
    libc::SYS_link,
    libc::SYS_symlink,
    libc::SYS_mknod,
    libc::SYS_fork,
    libc::SYS_vfork,
    libc::SYS_chmod,
    libc::SYS_chown,
    libc::SYS_lchown,
    libc::SYS_open,
    libc::SYS_creat,
];
#[cfg(not(target_arch = "x86_64"))]
const DENIED_HERE: &[i64] = &[];

fn deny_system_calls() -> Result<(), seccompiler::Error> {
    apply(DENIED.iter().chain(DENIED_HERE).map(|call| (*call, Vec::new())).collect())
}

fn apply(mut rules: BTreeMap<i64, Vec<SeccompRule>>) -> Result<(), seccompiler::Error> {
    let arch: TargetArch = std::env::consts::ARCH.try_into()?;
    rules.insert(
        libc::SYS_clone,
        when(SeccompCmpOp::MaskedEq(u64::from(libc::CLONE_THREAD.unsigned_abs())), 0)?,
    );
    let own = u64::from(std::process::id());
    rules.insert(libc::SYS_kill, when(SeccompCmpOp::Ne, own)?);
    rules.insert(libc::SYS_tgkill, when(SeccompCmpOp::Ne, own)?);
    // clone3 hides its flags from the filter; "not implemented" makes libc fall back to clone.
    let clone3 = BTreeMap::from([(libc::SYS_clone3, Vec::new())]);
    #[cfg(target_arch = "x86_64")]
    seccompiler::apply_filter_all_threads(&no_x32())?;
    seccompiler::apply_filter_all_threads(&program(clone3, libc::ENOSYS, arch)?)?;
    seccompiler::apply_filter_all_threads(&program(rules, libc::EPERM, arch)?)
}

/// Refuses the call numbers of the x32 ABI, which would slip past a list of 64-bit numbers: load
/// the number, compare with the x32 bit, return "not implemented" or go on.
#[cfg(target_arch = "x86_64")]
fn no_x32() -> BpfProgram {
    let step = |code, jt, jf, k| seccompiler::sock_filter { code, jt, jf, k };
    vec![
        step(0x20, 0, 0, 0),
        step(0x35, 0, 1, 0x4000_0000),
        step(0x06, 0, 0, libc::SECCOMP_RET_ERRNO | libc::ENOSYS.unsigned_abs()),
        step(0x06, 0, 0, libc::SECCOMP_RET_ALLOW),
    ]
}

/// A rule on the first argument of a call.
fn when(
    comparison: SeccompCmpOp,
    value: u64,
) -> Result<Vec<SeccompRule>, seccompiler::BackendError> {
    Ok(vec![SeccompRule::new(vec![SeccompCondition::new(0, Dword, comparison, value)?])?])
}

fn program(
    rules: BTreeMap<i64, Vec<SeccompRule>>,
    errno: i32,
    arch: TargetArch,
) -> Result<BpfProgram, seccompiler::Error> {
    let refuse = SeccompAction::Errno(errno.unsigned_abs());
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, refuse, arch)?;
    Ok(filter.try_into()?)
}
