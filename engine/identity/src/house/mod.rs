//! Who may do what: roles, profiles, groups and sharing, as administrators change them.
//!
//! Every change stands in the log and holds for running sessions with their next request.

mod group;
mod member;
mod naming;
mod profile;
mod role;
mod sharing;
mod why;

pub use group::{groups, remove_group, save_group};
pub use member::{
    Member, MemberChange, change_member, hand_over_to, member, members, remove_member,
};
pub(crate) use member::{judge_details, shut_out};
pub use profile::{limit_alike, profiles, remove_profile, save_profile};
pub use role::{STRENGTHS, remove_role, roles, save_role};
pub use sharing::{add_rule, remove_rule, set_default};
pub use why::{Why, why};
