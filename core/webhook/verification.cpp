// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/verification.h"

#include "core/webhook/scheme.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QUrl>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// A window as wide as a day protects hardly anything; wider is a mistake.
constexpr qint64 mostTolerance = 24LL * 60 * 60;

using Piece = Verification::Piece;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Verification)
};

Failure refused(const QString &message)
{
    return failure(Error::Code::InvalidInput, message, u"verify"_s);
}

template <typename T> struct Name
{
    QLatin1StringView text;
    T value;
};
constexpr Name<mac::Algorithm> algorithms[] = {{"sha1"_L1, mac::Algorithm::Sha1},
    {"sha256"_L1, mac::Algorithm::Sha256}, {"sha512"_L1, mac::Algorithm::Sha512}};
constexpr Name<mac::Encoding> encodings[] = {{"hex"_L1, mac::Encoding::Hex},
    {"base64"_L1, mac::Encoding::Base64}, {"base64url"_L1, mac::Encoding::Base64Url}};
constexpr Name<Piece::Kind> pieceKinds[] = {{"{id}"_L1, Piece::Kind::Id}, {"{ts}"_L1, Piece::Kind::Time},
    {"{method}"_L1, Piece::Kind::Method}, {"{url}"_L1, Piece::Kind::Url}, {"{body}"_L1, Piece::Kind::Body}};

/// Reads the object key by key; the first fault stays.
class Reader
{
public:
    Reader(const QJsonObject &config, const SignatureScheme &scheme)
        : m_config(config)
        , m_scheme(scheme)
    {
        m_result.scheme = scheme.id;
        m_result.tolerance = scheme.tolerance;
    }

    Result<Verification> read()
    {
        readConnections();
        readTolerance();
        readUrl();
        m_result.header = header(u"header"_s);
        m_result.timestampHeader = header(u"timestampHeader"_s);
        m_result.idHeader = header(u"idHeader"_s);
        m_result.prefix = text(u"prefix"_s).toUtf8();
        m_result.algorithm = named(u"algorithm"_s, algorithms, m_result.algorithm);
        m_result.encoding = named(u"encoding"_s, encodings, m_result.encoding);
        m_result.addresses = subnets(u"addresses"_s);
        m_result.proxies = subnets(u"proxies"_s);
        readTemplate();
        for (const auto &key : m_scheme.required) {
            if (m_config.value(key).isUndefined() || text(key, true).isEmpty())
                fail(Tr::tr("\"%1\" needs %2.").arg(m_scheme.title, wordFor(key)));
        }
        if (!m_fault.isEmpty())
            return refused(m_fault);
        return m_result;
    }

private:
    void fail(const QString &message)
    {
        if (m_fault.isEmpty())
            m_fault = message;
    }

    static QString wordFor(const QString &key)
    {
        if (key == u"publicUrl")
            return Tr::tr("the public URL under which the sender knows this address");
        if (key == u"header")
            return Tr::tr("the name of a header");
        if (key == u"addresses")
            return Tr::tr("the addresses of those who may send");
        return key;
    }

    /// Whether the scheme looks at this key and the config has it.
    bool has(const QString &key) const
    {
        const auto value = m_config.value(key);
        return m_scheme.keys.contains(key) && !value.isUndefined() && !value.isNull();
    }

    QString text(const QString &key, bool orList = false)
    {
        const auto value = m_config.value(key);
        if (!has(key))
            return {};
        if (orList && value.isArray())
            return value.toArray().isEmpty() ? QString() : key;
        if (!value.isString())
            fail(Tr::tr("\"%1\" must be text.").arg(key));
        return value.toString();
    }

    QByteArray header(const QString &key)
    {
        const auto name = text(key).trimmed();
        static constexpr QStringView others = u"!#$%&'*+-.^_`|~"; // RFC 9110, 5.6.2
        if (!std::ranges::all_of(name,
                [](QChar c) { return (c.unicode() < 128 && c.isLetterOrNumber()) || others.contains(c); }))
            fail(Tr::tr("\"%1\" is not the name of a header.").arg(name));
        return name.toLatin1().toLower();
    }

    template <typename T, size_t count> T named(const QString &key, const Name<T> (&names)[count], T fallback)
    {
        const auto name = text(key);
        if (name.isEmpty())
            return fallback;
        const auto found
            = std::ranges::find(names, name, [](const Name<T> &one) { return QString(one.text); });
        if (found != std::end(names))
            return found->value;
        QStringList known;
        for (const auto &one : names)
            known += one.text;
        fail(Tr::tr("\"%1\" is none of: %2.").arg(name, known.join(u", "_s)));
        return fallback;
    }

    void readConnections()
    {
        if (!m_scheme.hasSecret)
            return;
        const auto one = m_config.value(u"connection"), several = m_config.value(u"connections");
        if (!one.isUndefined() && !one.isNull() && !one.isString())
            fail(Tr::tr("\"connection\" must be the name of a connection."));
        if (!several.isUndefined() && !several.isNull() && !several.isArray())
            fail(Tr::tr("\"connections\" must be a list of names of connections."));
        auto names = several.toArray();
        names.prepend(one.toString());
        for (const auto &name : names) {
            if (!name.isString())
                fail(Tr::tr("\"connections\" must be a list of names of connections."));
            const auto trimmed = name.toString().trimmed();
            if (!trimmed.isEmpty() && !m_result.connections.contains(trimmed))
                m_result.connections += trimmed;
        }
        if (m_result.connections.isEmpty())
            fail(Tr::tr("Name the connection that has the sender's secret; without one nothing is taken."));
    }

    void readTolerance()
    {
        const auto value = m_config.value(u"tolerance");
        if (!has(u"tolerance"_s))
            return;
        const auto seconds = value.toInteger(-1);
        if (!value.isDouble() || seconds < 1 || seconds > mostTolerance)
            fail(Tr::tr("How far the sender's clock may be off is a number of seconds from 1 to %1.")
                     .arg(mostTolerance));
        else
            m_result.tolerance = std::chrono::seconds(seconds);
    }

    void readUrl()
    {
        const auto given = text(u"publicUrl"_s).trimmed();
        if (given.isEmpty())
            return;
        const QUrl url(given, QUrl::StrictMode);
        if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"https" && url.scheme() != u"http")
            || given.contains(u'?') || given.contains(u'#'))
            fail(
                Tr::tr("\"%1\" is not the public URL of an address: write it whole and without a query, like "
                       "https://hooks.example.com/hook/payments.")
                    .arg(given));
        m_result.publicUrl = given.toUtf8(); // as it stands: it is signed byte for byte
    }

    void readTemplate()
    {
        const auto given = text(u"template"_s);
        if (!given.isEmpty())
            m_result.pieces = piecesOf(given);
        const auto needs = [this](Piece::Kind kind, const QByteArray &value, const QString &message) {
            if (m_result.signsPiece(kind) && value.isEmpty())
                fail(message);
        };
        if (!m_result.signsPiece(Piece::Kind::Body))
            fail(Tr::tr("The template must have {body}, or anyone could change what was sent."));
        needs(Piece::Kind::Time, m_result.timestampHeader,
            Tr::tr("The template has {ts}; name the header that the time stands in."));
        needs(Piece::Kind::Id, m_result.idHeader,
            Tr::tr("The template has {id}; name the header that the id stands in."));
        needs(Piece::Kind::Url, m_result.publicUrl, Tr::tr("The template has {url}; give the public URL."));
        if (!m_result.timestampHeader.isEmpty() && !m_result.signsPiece(Piece::Kind::Time))
            fail(Tr::tr("The template must have {ts}, or anyone could change the time."));
    }

    QList<Piece> piecesOf(const QString &given)
    {
        QList<Piece> pieces;
        QStringView rest = given;
        QString plain;
        const auto endPlain = [&] {
            if (!plain.isEmpty())
                pieces += {Piece::Kind::Text, std::exchange(plain, {}).toUtf8()};
        };
        while (!rest.isEmpty()) {
            const auto known = std::ranges::find_if(
                pieceKinds, [&](const Name<Piece::Kind> &kind) { return rest.startsWith(kind.text); });
            if (known != std::end(pieceKinds)) {
                endPlain();
                pieces += {known->value, {}};
                rest = rest.sliced(known->text.size());
                continue;
            }
            if (rest.front() == u'{' || rest.front() == u'}')
                fail(Tr::tr(
                    "The template may have {id}, {ts}, {method}, {url} and {body}, and no other braces."));
            plain += rest.front();
            rest = rest.sliced(1);
        }
        endPlain();
        return pieces;
    }

    QList<Verification::Subnet> subnets(const QString &key)
    {
        if (!has(key))
            return {};
        const auto value = m_config.value(key);
        if (!value.isArray())
            fail(Tr::tr("\"%1\" must be a list.").arg(key));
        QList<Verification::Subnet> result;
        for (const auto &item : value.toArray()) {
            const auto written = item.toString().trimmed();
            const auto subnet = QHostAddress::parseSubnet(written);
            // It also reads the short forms of old ("10", "192.168."), which are mistakes more often.
            const bool isShort = !written.contains(u':') && written.section(u'/', 0, 0).count(u'.') != 3;
            if (subnet.first.isNull() || subnet.second < 0 || isShort)
                fail(Tr::tr("\"%1\" is no address like 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32.")
                         .arg(written));
            else
                result += subnet;
        }
        return result;
    }

    const QJsonObject &m_config;
    const SignatureScheme &m_scheme;
    Verification m_result;
    QString m_fault;
};

} // namespace

bool Verification::signsPiece(Piece::Kind kind) const
{
    return std::ranges::any_of(pieces, [&](const Piece &piece) { return piece.kind == kind; });
}

Result<Verification> Verification::fromConfig(const QJsonValue &config)
{
    if (config.isUndefined() || config.isNull())
        return Verification();
    if (!config.isObject())
        return refused(Tr::tr("How senders are checked is an object with a \"scheme\"."));
    const auto object = config.toObject();
    if (object.isEmpty())
        return Verification();
    const auto id = object.value(u"scheme");
    // A config that names a connection, and by a slip no scheme, must not let everybody in.
    if (!id.isString() || id.toString().isEmpty())
        return refused(Tr::tr("Choose how senders are checked (\"scheme\")."));
    const auto *scheme = findSignatureScheme(id.toString());
    if (!scheme)
        return refused(
            Tr::tr("\"%1\" is no way to check senders that this Signalbox knows.").arg(id.toString()));
    return Reader(object, *scheme).read();
}

} // namespace signalbox
