extension Requirement {
    /// ATTACH: files in tasks, comments and articles.
    static let attach: [Requirement] = [
        Requirement(
            "ATTACH-01", .must, [.documented],
            """
            A guid in `attachments` of `POST /tasks/{id}/comments` attaches that upload; the answer is the task \
            under `task`, with the file object in the new comment.
            """),
        Requirement(
            "ATTACH-02", .must, [.vendor],
            """
            `POST /tasks` takes `attachments` and, in `fields` by `id` or `name`, file fields; a comment's \
            `field_updates` replaces a field's value and keeps it in the comment as well. A field is a file field \
            where its value is a list of attachment items and nothing else, not an empty one; it comes back with \
            `type` `file` and file objects. Other values come back as they were sent, and keys nobody knows are \
            ignored.
            """),
        Requirement(
            "ATTACH-03", .must, [.vendor],
            """
            An attachment item is a guid as a string, or an object with `guid` and perhaps `root_id`, with \
            `attachment_id`, or with `url` and perhaps `name`; none or several of the three is 400 \
            `invalid_value_format`. `attachment_id` shows the same file again under its id, and `url` a file object \
            of `id`, `name` (the URL where there is none) and `url` alone.
            """),
        Requirement(
            "ATTACH-04", .must, [.recorded],
            """
            A file object is `id` (32 bits), `name`, `size`, `version`, `md5` and `url`, in that order; `root_id` \
            follows where the version is not the first. The `url` is `services/attachment?Id={id}` under \
            `files_url`, and versions count from 1.
            """),
        Requirement(
            "ATTACH-05", .must, [.recorded],
            """
            Attaching uses a guid up. One that is used already, unknown, of another organization or no guid at all \
            is 400 `unrecognized_attachment_id`, and the comment that holds it attaches nothing.
            """),
        Requirement(
            "ATTACH-06", .must, [.vendor],
            """
            With `root_id`, naming any version of a file of the organization, an upload becomes its next version: an \
            id of its own, `version` one higher, `root_id` that of the first. A file that does not exist is 400 \
            `unrecognized_attachment_id`.
            """),
        Requirement(
            "ATTACH-07", .must, [.documented],
            """
            A field without content is left out, be it null or an empty list. Dates are UTC to the second, as \
            `2017-08-17T15:32:11Z`.
            """),
        Requirement(
            "ATTACH-08", .must, [.documented],
            """
            `GET /tasks/{id}` shows the task with every comment and file. A comment's `attachments` are its own \
            files, the task's those that it was created with.
            """),
        Requirement(
            "ATTACH-09", .must, [.documented],
            """
            A task holds up to 3,000 attachments; what goes beyond is 400 `too_many_attachments`.
            """),
        Requirement(
            "ATTACH-10", .must, [.documented],
            """
            Cloud edition only: an article (`POST`, `GET`, `PUT`, `DELETE` under `knowledgebase`; `id`, required \
            `title`, `body`, `parent_id`, `attachments`; listed under `articles`) references every upload whose guid \
            its Markdown links as `services/kb?Id={guid}` on any host, without using it up; an unknown guid is mere \
            text. Its `attachments` are `id` (the guid), `name`, `size` and `url`, and that link downloads the file \
            while an article of the organization holds it. Otherwise, and for an unknown article, the answer is 404 \
            `file_is_missing`.
            """),
        Requirement(
            "ATTACH-11", .must, [.vendor, .chosen],
            """
            A task is `id`, `text`, `create_date`, `last_modified_date`, `author`, `fields`, `attachments` and \
            `comments`, a comment `id`, `text`, `create_date`, `author`, `attachments` and `field_updates`; \
            `form_id` and `subject` come back as sent. A new task needs `text` or `fields`, a comment nothing. A \
            task that is unknown, or another organization's, is 403 `access_denied`; one that is there from the \
            start is in every organization, each with its own comments.
            """),
    ]
}
