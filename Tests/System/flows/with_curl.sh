# The commands of the help page, as they stand there. `sh with_curl.sh FILE COPY`
set -eu

said() { # the name of a text in JSON; its value, or that of a number
    sed "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/"
}

token=$(curl -sSf -H 'Content-Type: application/json' -d '{"login":"bot@example.test","security_key":"key"}' \
    https://accounts.pyrus.com/api/v4/auth | said access_token)
guid=$(curl -sSf -H "Authorization: Bearer $token" -F "file=@$1" https://api.pyrus.com/v4/files/upload | said guid)
comment="{\"text\":\"see attached\",\"attachments\":[\"$guid\"]}"
id=$(curl -sSf -H "Authorization: Bearer $token" -d "$comment" https://api.pyrus.com/v4/tasks/1/comments |
    sed 's/.*"attachments":\[//' | said id)
curl -sSf -H "Authorization: Bearer $token" -o "$2" "https://api.pyrus.com/v4/files/download/$id"
curl -sSf -H "Authorization: Bearer $token" "https://files.pyrus.com/services/attachment?Id=$id" | cmp - "$2"
