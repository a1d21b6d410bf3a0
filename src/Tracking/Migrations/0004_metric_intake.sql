-- What runs logged and what is not in their series yet: a batch is one row, so that it costs one row whatever is in it. Settling empties it in order.
CREATE TABLE metric_intake (
    id INTEGER PRIMARY KEY,
    experiment INTEGER NOT NULL,
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    data BLOB NOT NULL
) STRICT;

CREATE INDEX metric_intake_by_run ON metric_intake (experiment, run, id);

-- What is in each of 128 full blocks, so that a chart of long series reads few of them.
CREATE TABLE metric_summaries (
    series INTEGER NOT NULL REFERENCES run_metrics (series) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (series, number)
) STRICT;
