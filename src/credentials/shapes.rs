//! What the credentials of the providers look like, each with where its shape
//! is told. The lists are kept short: what has no shape of its own, such as a
//! bare password, is not guessed at.

/// The shape of one kind of credential.
pub(super) struct Shape {
    /// What people call it.
    pub(super) kind: &'static str,
    /// What it begins with, or what stands before it; to the letter but for
    /// labels, whose case does not matter.
    pub(super) anchor: &'static str,
    /// How it goes on.
    pub(super) form: Form,
}

/// How a credential goes on behind its anchor.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// Anchor and parts are the credential.
    Token(&'static [Part]),
    /// The anchor is a label, in any case; what it labels is the credential:
    /// so many characters of that alphabet.
    Labelled(Alphabet, usize),
    /// `Authorization: SCHEME CREDENTIAL` (RFC 9110, section 11.6.2).
    Authorization,
    /// `scheme://user:password@host` (RFC 3986, section 3.2.1).
    Url,
    /// Digits before the anchor belong to it: a Telegram bot's number.
    Bot,
    /// A private key in armour (RFC 7468, sections 10 and 11).
    Pem,
}

/// A part of a token.
#[derive(Clone, Copy)]
pub(super) enum Part {
    /// So many characters of an alphabet, at least and at most; all that are
    /// there in a row.
    Run(Alphabet, usize, usize),
    /// These very characters.
    Text(&'static str),
}

/// The characters that a credential is made of.
#[derive(Clone, Copy)]
pub(super) enum Alphabet {
    /// `0-9a-f`
    Hex,
    /// `A-Z0-9`
    Upper,
    /// `A-Za-z0-9`
    Alnum,
    /// `A-Za-z0-9_`
    Word,
    /// `A-Za-z0-9-`
    Dashed,
    /// `A-Za-z0-9_-`, as in base64url (RFC 4648, section 5).
    Url,
    /// The same with dots.
    Dotted,
    /// `A-Za-z0-9+/`, base64 without its padding.
    Base64,
}

impl Alphabet {
    pub(super) fn has(self, byte: u8) -> bool {
        match self {
            Alphabet::Hex => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
            Alphabet::Upper => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            Alphabet::Alnum => byte.is_ascii_alphanumeric(),
            Alphabet::Word => byte.is_ascii_alphanumeric() || byte == b'_',
            Alphabet::Dashed => byte.is_ascii_alphanumeric() || byte == b'-',
            Alphabet::Url => byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'),
            Alphabet::Dotted => byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'),
            Alphabet::Base64 => byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'),
        }
    }
}

use Alphabet::{Alnum, Base64, Dashed, Dotted, Hex, Upper, Url, Word};
use Part::{Run, Text};

const fn token(kind: &'static str, anchor: &'static str, parts: &'static [Part]) -> Shape {
    let form = Form::Token(parts);
    Shape { kind, anchor, form }
}

const fn of(kind: &'static str, anchor: &'static str, form: Form) -> Shape {
    Shape { kind, anchor, form }
}

const ANY: usize = 512;

/// All of them. Where two fit the same place, the earlier one names it.
pub(super) static SHAPES: &[Shape] = &[
    // docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
    token("AWS access key id", "AKIA", &[Run(Upper, 16, 16)]),
    token("AWS access key id", "ASIA", &[Run(Upper, 16, 16)]),
    of("AWS secret access key", "aws_secret_access_key", AWS_SECRET),
    of("AWS secret access key", "secretAccessKey", AWS_SECRET),
    // github.blog/engineering/behind-githubs-new-authentication-token-formats
    token("GitHub token", "ghp_", GITHUB),
    token("GitHub token", "gho_", GITHUB),
    token("GitHub token", "ghu_", GITHUB),
    token("GitHub token", "ghs_", GITHUB),
    token("GitHub token", "ghr_", GITHUB),
    token("GitHub token", "github_pat_", &[Run(Word, 36, ANY)]),
    // docs.gitlab.com/security/tokens, "Token prefixes"
    token("GitLab token", "glpat-", GITLAB),
    token("GitLab token", "gldt-", GITLAB),
    token("GitLab token", "glrt-", GITLAB),
    token("GitLab token", "glptt-", GITLAB),
    token("GitLab token", "glcbt-", GITLAB),
    token("GitLab token", "gloas-", GITLAB),
    token("GitLab token", "glsoat-", GITLAB),
    // api.slack.com/authentication/token-types; /messaging/webhooks
    token("Slack token", "xoxb-", SLACK),
    token("Slack token", "xoxp-", SLACK),
    token("Slack token", "xoxa-", SLACK),
    token("Slack token", "xoxr-", SLACK),
    token("Slack token", "xoxs-", SLACK),
    token("Slack token", "xoxe-", SLACK),
    token("Slack token", "xapp-", SLACK),
    token(
        "Slack webhook",
        "hooks.slack.com/services/T",
        &[
            Run(Upper, 8, 12),
            Text("/B"),
            Run(Upper, 8, 12),
            Text("/"),
            Run(Alnum, 20, 32),
        ],
    ),
    // docs.stripe.com/keys; /webhooks
    token("Stripe key", "sk_live_", &[Run(Alnum, 16, ANY)]),
    token("Stripe key", "rk_live_", &[Run(Alnum, 16, ANY)]),
    token("Stripe webhook secret", "whsec_", &[Run(Base64, 32, 64)]),
    // cloud.google.com/docs/authentication/api-keys; developers.google.com/identity
    token("Google API key", "AIza", &[Run(Url, 35, 35)]),
    token("Google client secret", "GOCSPX-", &[Run(Url, 28, 28)]),
    token("Google access token", "ya29.", &[Run(Url, 40, 4096)]),
    // platform.claude.com/docs/en/api; platform.openai.com/docs/api-reference
    token("Anthropic key", "sk-ant-", &[Run(Url, 24, ANY)]),
    token("OpenAI key", "sk-proj-", &[Run(Url, 24, ANY)]),
    token("OpenAI key", "sk-svcacct-", &[Run(Url, 24, ANY)]),
    token("OpenAI key", "sk-admin-", &[Run(Url, 24, ANY)]),
    token("OpenRouter key", "sk-or-v1-", &[Run(Hex, 64, 64)]),
    token("API key", "sk-", &[Run(Alnum, 32, 64)]),
    // console.groq.com/docs; docs.x.ai; docs.perplexity.ai; replicate.com/docs
    token("Groq key", "gsk_", &[Run(Alnum, 48, 64)]),
    token("xAI key", "xai-", &[Run(Alnum, 64, 96)]),
    token("Perplexity key", "pplx-", &[Run(Alnum, 40, 64)]),
    token("Replicate token", "r8_", &[Run(Alnum, 37, 40)]),
    // huggingface.co/docs/hub/security-tokens
    token("Hugging Face token", "hf_", &[Run(Alnum, 30, 40)]),
    // docs.npmjs.com/about-access-tokens; docs.pypi.org/project-management;
    // crates.io/settings/tokens; guides.rubygems.org/api-key-scopes
    token("npm token", "npm_", &[Run(Alnum, 36, 64)]),
    token("PyPI token", "pypi-AgE", &[Run(Url, 50, 1024)]),
    token("crates.io token", "cio", &[Run(Alnum, 32, 32)]),
    token("RubyGems key", "rubygems_", &[Run(Hex, 48, 48)]),
    // www.docker.com/blog, "personal access tokens"
    token("Docker token", "dckr_pat_", &[Run(Url, 24, 40)]),
    // www.twilio.com/docs/sendgrid; www.twilio.com/docs/iam/api-keys
    token(
        "SendGrid key",
        "SG.",
        &[Run(Url, 22, 22), Text("."), Run(Url, 43, 43)],
    ),
    token("Twilio key", "SK", &[Run(Hex, 32, 32)]),
    of(
        "Twilio auth token",
        "twilio_auth_token",
        Form::Labelled(Hex, 32),
    ),
    // docs.digitalocean.com/reference/api
    token("DigitalOcean token", "dop_v1_", &[Run(Hex, 64, 64)]),
    token("DigitalOcean token", "doo_v1_", &[Run(Hex, 64, 64)]),
    token("DigitalOcean token", "dor_v1_", &[Run(Hex, 64, 64)]),
    // shopify.dev/docs/apps/build/authentication-authorization
    token("Shopify token", "shpat_", &[Run(Hex, 32, 32)]),
    token("Shopify token", "shpca_", &[Run(Hex, 32, 32)]),
    token("Shopify token", "shpss_", &[Run(Hex, 32, 32)]),
    // developer.hashicorp.com/vault/docs/concepts/tokens
    token("Vault token", "hvs.", &[Run(Url, 24, ANY)]),
    // grafana.com/docs, "service accounts"; docs.databricks.com/dev-tools/auth/pat
    token(
        "Grafana token",
        "glsa_",
        &[Run(Alnum, 32, 32), Text("_"), Run(Hex, 8, 8)],
    ),
    token("Databricks token", "dapi", &[Run(Hex, 32, 32)]),
    // linear.app/developers; developers.notion.com; learning.postman.com
    token("Linear key", "lin_api_", &[Run(Alnum, 32, 48)]),
    token("Notion token", "ntn_", &[Run(Alnum, 40, 50)]),
    token(
        "Postman key",
        "PMAK-",
        &[Run(Hex, 24, 24), Text("-"), Run(Hex, 34, 34)],
    ),
    // support.atlassian.com, "API tokens"
    token("Atlassian token", "ATATT3", &[Run(Url, 60, ANY)]),
    // supabase.com/docs/reference/api; fly.io/docs/security/tokens
    token("Supabase token", "sbp_", &[Run(Hex, 40, 40)]),
    token("Fly.io token", "fm2_", &[Run(Base64, 60, 4096)]),
    // github.com/FiloSottile/age
    token("age key", "AGE-SECRET-KEY-1", &[Run(Upper, 58, 58)]),
    // learn.microsoft.com/azure/storage/common/storage-configure-connection-string
    of(
        "Azure account key",
        "AccountKey",
        Form::Labelled(Base64, 86),
    ),
    of(
        "Azure shared key",
        "SharedAccessKey",
        Form::Labelled(Base64, 43),
    ),
    // core.telegram.org/bots/api#authorizing-your-bot
    of("Telegram bot token", ":AA", Form::Bot),
    // RFC 7519, section 3: both begin with `{"` in base64url
    token(
        "JSON web token",
        "eyJ",
        &[
            Run(Url, 8, 4096),
            Text(".eyJ"),
            Run(Url, 8, 16384),
            Text("."),
            Run(Url, 16, 4096),
        ],
    ),
    of("private key", "-----BEGIN ", Form::Pem),
    of("Authorization header", "authorization", Form::Authorization),
    of("password in a URL", "://", Form::Url),
];

const AWS_SECRET: Form = Form::Labelled(Base64, 40);
const GITHUB: &[Part] = &[Run(Alnum, 36, ANY)];
const GITLAB: &[Part] = &[Run(Dotted, 20, ANY)];
const SLACK: &[Part] = &[Run(Dashed, 16, ANY)];
