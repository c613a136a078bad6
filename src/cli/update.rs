//! The choice *update*: a checkpoint saved again, from where the old one
//! points now. What it changes in the document is shown first.

use crate::cli::desk::Desk;
use crate::cli::stop::Stop;
use crate::cli::{checkpoint, keep};
use crate::drift::Carry;
use crate::model::Name;
use crate::report::shown_diff;
use crate::report::text;
use crate::route::{self, Made, Wish};
use crate::store::{Address, Loaded};

/// Updates the checkpoint `name`. `left` is the exit code where somebody is
/// asked and does not want it.
pub(crate) fn run(desk: &Desk<'_>, name: &Name, left: u8) -> Result<u8, Stop> {
    let address = Address::here(name.clone());
    let store = desk.store();
    let mut agreed = None;
    loop {
        if desk.ui.can_ask() && !desk.ui.says_yes() {
            let made = make(desk, name, &desk.load(&address)?)?;
            if made.heals() && agreed.as_ref() != Some(&made.healed) {
                show(desk, name, &made);
                if desk.ui.ask(&text::save_question(name), true) != Some(true) {
                    desk.ui.tell("Nothing was saved.\n");
                    return Ok(left);
                }
            }
            agreed = Some(made.healed);
        }
        // The lock is taken only now, since a question takes as long as people
        // do; so what lies there is read again.
        let lock = store.lock()?;
        let loaded = desk.load(&address)?;
        let made = make(desk, name, &loaded)?;
        match &agreed {
            Some(agreed) if *agreed != made.healed => continue,
            Some(_) => {}
            None => show(desk, name, &made),
        }
        keep::make_room(desk, &lock, name, Some(&loaded), false)?;
        return checkpoint::save(desk, &lock, name, &made, "resume");
    }
}

fn make(desk: &Desk<'_>, name: &Name, loaded: &Loaded) -> Result<Made, Stop> {
    let earlier = loaded.record.as_ref();
    let prose = keep::stamped(desk, name, &loaded.prose);
    let state = earlier.and_then(|record| checkpoint::kept_state(record, loaded, &prose));
    let wish = Wish {
        prose,
        given: Vec::new(),
        task_id: earlier.and_then(|record| record.task_id.clone()),
        source: earlier.and_then(|record| record.source.clone()),
        state,
        earlier,
        carry: Carry::Accept,
        now: desk.world.local_now(),
    };
    Ok(route::make(&desk.repo, &wish)?)
}

fn show(desk: &Desk<'_>, name: &Name, made: &Made) {
    if !desk.ui.json && made.heals() {
        let (path, style) = (name.document(), desk.ui.style);
        let diff = shown_diff(&path, &made.before, &made.prose, style);
        desk.ui
            .tell(&format!("To bring {path} up to date:\n{diff}\n"));
    }
}
