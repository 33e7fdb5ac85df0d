"""The command line, `python -m pimh_data` and a verb. One module a verb, in words only.

Exit codes: 0 good, 1 published with more rows quarantined than allowed or not every file fetched, 2 refused or held
back. Of `doctor`: 1 something to look at, 2 something wrong.
"""

import typer

from pimh_data.commands import (
    brief,
    check,
    decisions,
    demo,
    doctor,
    draft,
    fetch,
    intrude,
    list,
    prune,
    pseudonymise,
    publish,
    serve,
    status,
    template,
    use,
    withdraw,
)

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)
for verb in (
    demo.demo,
    template.template,
    pseudonymise.pseudonymise,
    draft.draft,
    check.check,
    publish.publish,
    serve.serve,
    fetch.fetch,
    brief.brief,
    status.status,
    intrude.intrude,
    list.list,
    use.use,
    withdraw.withdraw,
    prune.prune,
    decisions.decisions,
    doctor.doctor,
):
    app.command()(verb)
