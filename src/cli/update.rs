//! The choice *update*: a checkpoint saved again, from where the old one
//! points now. What it changes in the document is shown first.

use crate::cli::desk::Desk;
use crate::cli::stop::Stop;
use crate::cli::tell;
use crate::model::Name;
use crate::report::shown_diff;
use crate::report::text;
use crate::route::{self, Made};
use crate::store::{Address, Loaded};

/// Updates the checkpoint `name`. `left` is the exit code where somebody is
/// asked and does not want it.
pub(crate) fn run(desk: &Desk<'_>, name: &Name, left: u8) -> Result<u8, Stop> {
    let address = Address::here(name.clone());
    let store = desk.store();
    let updated = |loaded: &Loaded| desk.with_site(name, |site| route::updated(site, loaded));
    let mut agreed = None;
    loop {
        if desk.ui.can_ask() && !desk.ui.says_yes() {
            let made = updated(&desk.load(&address)?)?;
            if made.heals() && agreed.as_ref() != Some(&made.healed) {
                show(desk, name, &made);
                let answer = desk.ui.ask(&text::save_question(name), true);
                if !answer.is_yes() {
                    desk.ui.tell("Nothing was saved.\n");
                    answer.stop()?;
                    return Ok(left);
                }
            }
            agreed = Some(made.healed);
        }
        // The lock is taken only now, since a question takes as long as people
        // do; so what lies there is read again.
        let lock = store.lock()?;
        let loaded = desk.load(&address)?;
        let mut made = updated(&loaded)?;
        match &agreed {
            Some(agreed) if *agreed != made.healed => continue,
            Some(_) => {}
            None => show(desk, name, &made),
        }
        let number = desk.with_site(name, |site| route::update(site, &lock, &loaded, &mut made))?;
        tell::saved(desk, name, &made, number, "resume");
        return Ok(0);
    }
}

fn show(desk: &Desk<'_>, name: &Name, made: &Made) {
    if !desk.ui.json && made.heals() {
        let (path, style) = (name.document(), desk.ui.style);
        let diff = shown_diff(&path, &made.before, &made.prose, style);
        desk.ui
            .tell(&format!("To bring {path} up to date:\n{diff}\n"));
    }
}
