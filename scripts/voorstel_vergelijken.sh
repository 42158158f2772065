#!/usr/bin/env bash
# Compares a proposal with the branch it goes to, and leaves the comment and the number of the pull request in a folder.
#
#     scripts/voorstel_vergelijken.sh NUMBER FOLDER
#
# Runs in a checkout whose HEAD is the merge of both, with their history: the first parent is the branch as it is now, the second the proposal.
# So a proposal never seems to take away what others added since it began. Ends with an error only when there is no comparison at all.
set -euo pipefail

number=$1
folder=$2
branch=HEAD^1
proposal=HEAD^2
mark='<!-- samen-tegen-schooluitval: controle -->'

base=$(mktemp -d)
trap 'rm -rf "$base"' EXIT
git archive "$branch" data | tar -x -C "$base"

since_they_parted() {
  git -c core.quotePath=false diff --name-only "$(git merge-base "$branch" "$proposal")" "$1" | LC_ALL=C sort
}
LC_ALL=C comm -12 <(since_they_parted "$branch") <(since_they_parted "$proposal") > "$base/intussen.txt"

language=()
if command -v hunspell > /dev/null; then language=(--taal); fi

mkdir -p "$folder"
echo "$number" > "$folder/nummer.txt"
"${PYTHON:-.venv/bin/python}" -m macros compare "$base" . --intussen "$base/intussen.txt" "${language[@]}" > "$folder/opmerking.md" || true
if [ "$(head -n 1 "$folder/opmerking.md")" != "$mark" ]; then
  printf '%s\n' "$mark" '## De vergelijking liep vast' '' 'Dat ligt niet aan je tekst. Wie de site beheert, kijkt het na.' > "$folder/opmerking.md"
  exit 1
fi
