//! What administrators shape without programming: modules, fields and lists of their own.
//!
//! **Invariant:** nothing here writes anything but acts of changes, see `records::Shaping`; each
//! act can be taken back. Names that people type become names in code here and nowhere else.
//!
//! Read `field` and `module` (making and changing them), `follow` (formulas, roll-ups and
//! conditions), `depend` (values that go with values of another field), `block` (where fields
//! stand), `layout` (whole screens, as a draft first), `side_bar` (where modules stand, and which
//! are switched off), `likeness` (by what records are told from others), `number` (numbers of
//! records), `recast` (another type for a field), `successor` (what goes with a field that gives
//! way to another one), `stage` (stages of a pipeline), `list` (values to choose from), `carry`
//! (from one house to another).

mod block;
mod carry;
mod depend;
mod field;
mod follow;
mod layout;
mod likeness;
mod list;
mod module;
mod name;
mod number;
mod recast;
mod side_bar;
mod stage;
mod successor;

pub use block::{Place, add_block, order, place, remove_block};
pub use carry::{bring, carried};
pub use depend::{deciding, depend, dependency, fits, following, set_free};
pub use field::{
    Begins, FieldEdit, Findable, KINDS, NewField, edit_field, found_by, new_field, stays_required,
};
pub use follow::{
    FieldConditions, Following, RESULTS, Source, Word, check, edit_following, new_following,
    problem, rollup, shaped, words,
};
pub use layout::{
    Difference, Drafted, Of as LayoutOf, drafted, fitted, keep_draft, meet_as_everybody, publish,
    shipped, with as laid_out,
};
pub use likeness::{SETS, Telling, WEIGHTS, comparable, shipped_telling, tell_by};
pub use list::{ListValue, bring_list, new_list, save_list, used_by};
pub use module::{ICONS, NewModule, is_own, leads_to, new_module, remove_module, rename_module};
pub use name::Labels;
pub use number::{Numbering, is_numbered_freely, numbering, preview, renumber};
pub use recast::{NewType, Replacement, castable, recast_as, replace, replacement, retype};
pub use side_bar::{
    AreaEdit, Step, areas, arrange, draw_module, edit_area, move_area, move_module, new_area,
    order_areas, remove_area, switch,
};
pub use stage::{StageEdit, asked, is_meant, save_stage, stage_said};
