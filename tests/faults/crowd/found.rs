//! What the histories hold, as real git reads them.

use crate::scene::Scene;

/// The documents of every save, joined, of each checkpoint there is.
pub(super) fn histories(scene: &Scene) -> Vec<String> {
    let said = scene.git(&["for-each-ref", "--format=%(refname)", "refs/shipkit/"]);
    let names = said.stdout.lines();
    names
        .map(|name| {
            let all = ["grep", "-h", "-a", "-e", "", name, "--", "*checkpoint.md"];
            scene.git(&all).stdout
        })
        .collect()
}
