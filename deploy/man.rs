//! Writes the manual page, from what the command line says of itself: `cargo run --example man`.

use std::io::{self, Write as _};

use clap_mangen::{Man, roff::Roff};

fn main() -> io::Result<()> {
    let command = diversity_networks::cli::command();
    let mut page = Vec::new();
    let man = Man::new(command.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    for subcommand in command.get_subcommands().filter(|subcommand| subcommand.get_name() != "help")
    {
        let name = subcommand.get_name().to_uppercase();
        let mut heading = Roff::new();
        heading.control("SH", [name.as_str()]);
        heading.to_writer(&mut page)?;
        let man = Man::new(subcommand.clone());
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    io::stdout().write_all(&page)
}
