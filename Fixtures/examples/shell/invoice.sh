#!/bin/sh
# Takes a file all the way through Pyrus with curl: upload, attach to a task, download, compare; then a download that
# breaks off. It ends with 0 if all of that went as it should. This is the whole command:
#
#     pyrus-files exec -- sh invoice.sh FILE
#
# `exec` starts a server with data of its own, runs the script with the addresses in its environment, and ends with it,
# with its exit status: 1 is a step that went wrong (the last line of stderr says which), 22 an answer of Pyrus that is
# an error.
set -eu

file=${1:?"which file?"}
: "${PYRUS_API_URL:?"run this as: pyrus-files exec -- sh invoice.sh FILE"}"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() {
    echo "invoice.sh: $*" >&2
    exit 1
}

# One request of Pyrus. An answer that is an error ends the script; its text is shown.
pyrus() {
    path=$1
    shift
    curl --silent --show-error --fail-with-body --max-time 60 \
        --header "Authorization: Bearer $PYRUS_ACCESS_TOKEN" "$@" "$PYRUS_API_URL$path"
}

# One call of the control API: here the server is made to misbehave.
control() {
    path=$1
    shift
    curl --silent --show-error --fail-with-body --max-time 60 --output /dev/null "$@" "$PYRUS_CONTROL_URL$path"
}

# Upload: a guid and an MD5.
answer=$(pyrus files/upload --form "file=@\"$file\"") || { echo "$answer" >&2; exit 22; }
guid=$(echo "$answer" | sed 's/.*"guid":"\([^"]*\)".*/\1/')
md5=$(echo "$answer" | sed 's/.*"md5_hash":"\([^"]*\)".*/\1/')
[ "$md5" = "$(md5sum <"$file" | cut -d ' ' -f 1)" ] || fail "$file did not arrive as it was sent"

# Attach: a file with an id.
comment="{\"text\":\"An invoice\",\"attachments\":[\"$guid\"]}"
answer=$(pyrus "tasks/$PYRUS_TASK_ID/comments" --data "$comment") || { echo "$answer" >&2; exit 22; }
id=$(echo "$answer" | sed 's/.*"attachments":\[{"id":\([0-9]*\).*/\1/')

# Download, and compare.
pyrus "files/download/$id" --output "$folder/copy" || fail "the download failed"
cmp "$file" "$folder/copy" || fail "what came back is not what was sent"

# The next download ends after one byte of the length that it announced: curl has to notice, with its status 18.
control faults --request PUT --data '{"faults":[{"operation":"download","kind":"truncate","after":1}]}'
status=0
pyrus "files/download/$id" --output "$folder/half" 2>/dev/null || status=$?
[ "$status" = 18 ] || fail "a download that broke off had curl's status $status instead of 18"

echo "$file went to Pyrus and came back as file $id"
