//! The metrics as text, in Prometheus' own format (version 0.0.4).
//!
//! Written here rather than by a library: the numbers are kept in plain atomics, the format is a
//! page, and `promtool check metrics` is its judge (the usual library writes OpenMetrics, which
//! promtool does not take).

use std::fmt::{Display, Write as _};
use std::sync::atomic::Ordering;

use crate::http::{AppState, VERSION};
use crate::site::Following;

/// The media type of the text.
pub const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// What every name of ours begins with.
const PREFIX: &str = "diversity_networks_";

/// All metrics, at this moment.
pub fn write(app: &AppState) -> String {
    let metrics = &app.metrics;
    let mut text = Exposition::default();

    text.family("http_requests_total", "counter", "Requests that were answered.");
    for ([cache, route, language, status], count) in metrics.requests.counts() {
        let labels =
            [("cache", cache), ("language", language), ("route", route), ("status", status)];
        text.row("http_requests_total", &labels, count);
    }

    let name = "http_request_duration_seconds";
    text.family(name, "histogram", "Time to make an answer that was not published yet.");
    let (classes, sum, count) = metrics.durations.read();
    for (bound, below) in classes {
        text.row(&format!("{name}_bucket"), &[("le", bound.to_string())], below);
    }
    text.row(&format!("{name}_bucket"), &[("le", "+Inf".to_owned())], count);
    text.row(&format!("{name}_sum"), &[], sum);
    text.row(&format!("{name}_count"), &[], count);

    let connections = &metrics.connections;
    text.one("connections_open", "gauge", "Open connections.", connections.open_now());
    let help = "Connections that were accepted.";
    text.one("connections_accepted_total", "counter", help, connections.accepted());
    let help = "Connections closed because nothing happened on them.";
    text.one("connections_timed_out_total", "counter", help, connections.timed_out());
    let help = "Idle connections closed for new ones.";
    text.one("connections_evicted_total", "counter", help, connections.evicted());
    let help = "Connections closed for what was no HTTP, or too much of it.";
    text.one("connections_malformed_total", "counter", help, connections.malformed_count());

    let status = &app.site.status;
    let (succeeded, failed) = status.counts();
    text.family("site_loads_total", "counter", "Attempts to load the site.");
    for (result, count) in [("failed", failed), ("succeeded", succeeded)] {
        text.row("site_loads_total", &[("result", result.to_owned())], count);
    }
    let help = "Whether the site that is shown is the newest one.";
    let is_newest = u8::from(!status.has_failed_last());
    text.one("site_last_load_successful", "gauge", help, is_newest);
    let help = "Whether edits are noticed: by the system, by looking, or not any more.";
    let following = status.following();
    text.family("edits_followed", "gauge", help);
    for state in [Following::Off, Following::Watching, Following::Polling, Following::Broken] {
        let labels = [("state", state.as_str().to_owned())];
        text.row("edits_followed", &labels, u8::from(state == following));
    }
    let help = "How often what follows edits had to be started again.";
    text.one("follower_restarts_total", "counter", help, status.follower_restarts());
    let help = "Whether the site that is shown was kept by an earlier run of the program.";
    text.one("site_is_last_good", "gauge", help, u8::from(status.is_last_good()));
    let help = "Since when the site is shown, in Unix time.";
    text.one("site_loaded_timestamp_seconds", "gauge", help, status.shown_since());
    let revision = [("revision", app.site.load().revision().to_owned())];
    text.family("site_info", "gauge", "The site that is shown.");
    text.row("site_info", &revision, 1);
    text.family("site_held_back", "gauge", "The commit that has errors and is not shown.");
    if let Some(commit) = status.held_back() {
        text.row("site_held_back", &[("revision", commit)], 1);
    }
    text.family("build_info", "gauge", "The program.");
    text.row("build_info", &[("version", VERSION.to_owned())], 1);
    let help = "Lines that the log lost, because nobody read them.";
    let lost = app.access_log.lost_lines.load(Ordering::Relaxed);
    text.one("log_lines_lost_total", "counter", help, lost);
    text.one("stopping", "gauge", "Whether the server stops.", u8::from(app.stopping.has_begun()));

    text.family("page_views_total", "counter", "Page views of visitors who accepted statistics.");
    text.family_rows(app, "page_views_total", |count| count.views);
    text.family("page_visits_total", "counter", "Pages viewed first on a day by such a visitor.");
    text.family_rows(app, "page_visits_total", |count| count.visits);

    let _ = text.process();
    text.text
}

#[derive(Default)]
struct Exposition {
    text: String,
}

impl Exposition {
    /// Begins a metric.
    fn family(&mut self, name: &str, kind: &str, help: &str) {
        self.line(format_args!("# HELP {PREFIX}{name} {help}"));
        self.line(format_args!("# TYPE {PREFIX}{name} {kind}"));
    }

    /// Writes one of its values.
    fn row(&mut self, name: &str, labels: &[(&str, String)], value: impl Display) {
        let labels: Vec<_> =
            labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escape(value))).collect();
        match labels.is_empty() {
            true => self.line(format_args!("{PREFIX}{name} {value}")),
            false => self.line(format_args!("{PREFIX}{name}{{{}}} {value}", labels.join(","))),
        }
    }

    /// Writes a metric of one value.
    fn one(&mut self, name: &str, kind: &str, help: &str, value: impl Display) {
        self.family(name, kind, help);
        self.row(name, &[], value);
    }

    /// Writes the numbers of the pages.
    fn family_rows(
        &mut self,
        app: &AppState,
        name: &str,
        number: impl Fn(&crate::http::Count) -> u64,
    ) {
        for (page, language, count) in app.visits.counts() {
            let labels = [("language", language.code().to_owned()), ("page", page)];
            self.row(name, &labels, number(&count));
        }
    }

    /// Writes what the system says of the process, under the names that every program uses for
    /// it; nothing where it says nothing.
    fn process(&mut self) -> procfs::ProcResult<()> {
        let process = procfs::process::Process::myself()?;
        let stat = process.stat()?;
        let seconds = (stat.utime + stat.stime) as f64 / procfs::ticks_per_second() as f64;
        self.process_metric("cpu_seconds_total", "counter", "Time of processors.", seconds);
        let started = procfs::boot_time_secs()? + stat.starttime / procfs::ticks_per_second();
        self.process_metric("start_time_seconds", "gauge", "Start, in Unix time.", started);
        let memory = stat.rss * procfs::page_size();
        self.process_metric("resident_memory_bytes", "gauge", "Resident memory.", memory);
        let help = "Virtual memory.";
        self.process_metric("virtual_memory_bytes", "gauge", help, stat.vsize);
        self.process_metric("open_fds", "gauge", "Open files and sockets.", process.fd_count()?);
        if let procfs::process::LimitValue::Value(files) =
            process.limits()?.max_open_files.soft_limit
        {
            self.process_metric("max_fds", "gauge", "How many may be open.", files);
        }
        Ok(())
    }

    fn process_metric(&mut self, name: &str, kind: &str, help: &str, value: impl Display) {
        self.line(format_args!("# HELP process_{name} {help}"));
        self.line(format_args!("# TYPE process_{name} {kind}"));
        self.line(format_args!("process_{name} {value}"));
    }

    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing into a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }
}

/// A label's value: only these three characters end or change one.
fn escape(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}
