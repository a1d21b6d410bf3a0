# Processes that tests started and did not stop. They carry the mark of the run in their environment, however far they moved away.
test_run=$$-$EPOCHSECONDS

find_leftovers() {
    grep --files-with-matches --null-data --no-messages --line-regexp "ATHANOR_TEST_RUN=$test_run" /proc/[0-9]*/environ | cut -d / -f 3 || true
}

stop_leftovers() {
    local processes signal
    for signal in none TERM KILL; do
        processes=$(find_leftovers)
        if [[ -z $processes ]]; then return; fi
        if [[ $signal != none ]]; then
            note "" "The tests left these processes behind; stopping them ($signal):"
            ps -o pid=,args= -p "${processes//$'\n'/,}" | cut -c -150 >&2
            kill -s "$signal" $processes 2>/dev/null || true
        fi
        wait_until_gone
    done
}

wait_until_gone() {
    local attempt
    for attempt in {1..20}; do
        if [[ -z $(find_leftovers) ]]; then return; fi
        sleep 0.1
    done
}
