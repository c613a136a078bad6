//! Has the kernel stop a program at the calls that count, and at no other.

use super::calls::{CALLS, Call};
use nix::libc;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, TargetArch, apply_filter,
};
use std::collections::BTreeMap;
use std::error::Error;

/// Puts this process, and all it becomes and starts, under the filter.
pub(crate) fn apply() -> Result<(), Box<dyn Error>> {
    let mut rules = BTreeMap::new();
    for call in &CALLS {
        rules.insert(call.number, conditions(call)?);
    }
    let stop = SeccompAction::Trace(0);
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, stop, TargetArch::x86_64)?;
    let program: BpfProgram = filter.try_into()?;
    apply_filter(&program)?;
    Ok(())
}

/// One of these must hold that the call stops; none: it always does.
fn conditions(call: &Call) -> Result<Vec<SeccompRule>, Box<dyn Error>> {
    let Some(argument) = call.flags else {
        return Ok(Vec::new());
    };
    let mut rules = Vec::new();
    for (mask, value) in [
        (libc::O_ACCMODE, libc::O_WRONLY),
        (libc::O_ACCMODE, libc::O_RDWR),
        (libc::O_CREAT, libc::O_CREAT),
        (libc::O_TRUNC, libc::O_TRUNC),
    ] {
        let masked = SeccompCmpOp::MaskedEq(u64::from(mask.unsigned_abs()));
        let value = u64::from(value.unsigned_abs());
        let held = SeccompCondition::new(argument, SeccompCmpArgLen::Dword, masked, value)?;
        rules.push(SeccompRule::new(vec![held])?);
    }
    Ok(rules)
}
