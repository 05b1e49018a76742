// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/tls.h"
#include "core/webhook/handshake.h"
#include "core/webhook/preset.h"
#include "tests/core/webhook/hookfixture.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// As the user has it who chose the preset and then the connection that it asks for.
QJsonObject filledIn(const HookPreset &preset)
{
    auto config = withPreset({}, preset, u"https://hooks.example.com"_s);
    auto verify = config.value(u"verify").toObject();
    const auto *scheme = findSignatureScheme(verify.value(u"scheme").toString());
    if (scheme && scheme->hasSecret)
        verify.insert(u"connection"_s,
            scheme->id == u"standard-webhooks" || scheme->id == u"svix" ? u"whsec"_s : u"hush"_s);
    config.insert(u"verify"_s, verify);
    if (const auto *handshake = findHandshake(config.value(u"handshake").toString());
        handshake && handshake->hasSecret)
        config.insert(u"handshakeConnection"_s, u"meta"_s);
    return config;
}

struct PresetFixture : Fixture
{
    PresetFixture()
        : Fixture({{u"hush"_s, "hush"}, {u"meta"_s, "ver ify"},
            {u"whsec"_s, "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3"}})
    {
    }

    Result<HookTestAnswer> test(const QString &path, const HookPreset *preset)
    {
        auto answer = listener->test(testOrder(path, preset ? preset->sampleData() : QJsonObject(), preset));
        if (!QTest::qWaitFor([&] { return answer.isFinished(); }, 15'000))
            return failure(Error::Code::Timeout, u"The test waits."_s);
        return answer.result();
    }
};

} // namespace

class TestHookPresets : public QObject
{
    Q_OBJECT

private slots:
    void isWhole_data();
    void isWhole();
    void worksWhenTested_data() { isWhole_data(); }
    void worksWhenTested();
    void leavesWhatIsTheUsers();
    void isFoundAgain();
    void testsOverTls();
    void testsSayWhatIsMissing();
};

void TestHookPresets::isWhole_data()
{
    QTest::addColumn<QString>("id");
    for (const auto &preset : hookPresets())
        QTest::newRow(qPrintable(preset.id)) << preset.id;
}

void TestHookPresets::isWhole()
{
    QFETCH(QString, id);
    const auto &preset = *findHookPreset(id);
    QVERIFY(!preset.title.isEmpty());
    QVERIFY(preset.help.endsWith(u'.'));
    QVERIFY(std::ranges::count(hookPresets(), id, &HookPreset::id) == 1);
    QVERIFY(!preset.sampleData().toObject().isEmpty() || !preset.sampleData().toArray().isEmpty());
    QVERIFY(preset.steps.size() >= 3);
    QCOMPARE(
        preset.stepsFor(u"URL"_s).join(u' ').count(u"URL"_s) > preset.steps.join(u' ').count(u"URL"_s), true);
    const auto endpoint = WebhookEndpoint::fromConfig(filledIn(preset));
    QVERIFY2(endpoint, endpoint ? "" : qPrintable(endpoint.error().message));
    QCOMPARE(endpoint->path, id);
}

/// What it sends is let in, and is what the preset says of it.
void TestHookPresets::worksWhenTested()
{
    QFETCH(QString, id);
    const auto &preset = *findHookPreset(id);
    PresetFixture f;
    f.take({{id, filledIn(preset)}});
    const auto answer = f.test(id, &preset);
    QVERIFY(answer);
    if (id == u"paypal") { // only PayPal can sign it
        QVERIFY(!answer->isSigned);
        QVERIFY(answer->status == 401 || answer->status == 503);
        return;
    }
    QVERIFY(answer->isSigned);
    QVERIFY2(answer->status == 202, answer->body);
    QCOMPARE(answer->event, 1);
    const auto event = f.sink.stored().first();
    if (!preset.eventTypes.isEmpty())
        QVERIFY2(preset.eventTypes.contains(event.type), qPrintable(event.type));
    // A second one is another one; but what is sent within a second and has no id of its own is the same.
    f.clock.move(1s);
    QCOMPARE(f.test(id, &preset).value_or(HookTestAnswer()).event, 2);
    QCOMPARE(f.listener->requests(id).size(), 2);
}

void TestHookPresets::leavesWhatIsTheUsers()
{
    const QJsonObject before{{u"path"_s, u"orders"_s}, {u"maxBody"_s, 5}, {u"eventType"_s, u"mine"_s},
        {u"handshake"_s, u"zoom"_s},
        {u"verify"_s,
            QJsonObject{{u"scheme"_s, u"hmac"_s}, {u"header"_s, u"x"_s}, {u"connection"_s, u"shop"_s}}}};
    const auto after = withPreset(before, *findHookPreset(u"shopify"_s));
    QCOMPARE(after.value(u"path").toString(), u"orders"_s);
    QCOMPARE(after.value(u"maxBody").toInt(), 5);
    QVERIFY(!after.contains(u"eventType"_s));
    QVERIFY(!after.contains(u"handshake"_s));
    QCOMPARE(after.value(u"verify").toObject(),
        (QJsonObject{{u"scheme"_s, u"shopify"_s}, {u"connection"_s, u"shop"_s}}));
    // With a public URL where it is part of what is signed.
    const auto square = withPreset(before, *findHookPreset(u"square"_s), u"https://hooks.example.com"_s);
    QCOMPARE(square.value(u"verify").toObject().value(u"publicUrl").toString(),
        u"https://hooks.example.com/hook/orders"_s);
}

void TestHookPresets::isFoundAgain()
{
    for (const auto &preset : hookPresets())
        QCOMPARE(presetOf(filledIn(preset))->id, preset.id);
    QVERIFY(!presetOf({}));
    QVERIFY(!presetOf({{u"verify"_s, QJsonObject{{u"scheme"_s, u"bearer"_s}}}}));
}

void TestHookPresets::testsOverTls()
{
    PresetFixture f;
    QTemporaryDir folder;
    const auto made = http::makeSelfSigned({u"localhost"_s}, Instant(1'500'000'000s)); // also out of date
    for (const auto &[name, content] : {std::pair(u"c"_s, made->certificate), {u"k"_s, made->key}}) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    f.listener->setUp({.certificateFile = folder.filePath(u"c"_s), .keyFile = folder.filePath(u"k"_s)});
    const auto url = f.listener->listen(u"127.0.0.1:0"_s).result();
    QVERIFY(url);
    QVERIFY(url->startsWith(u"https://127.0.0.1:"_s));
    const auto &preset = *findHookPreset(u"github"_s);
    f.take({{u"github"_s, filledIn(preset)}});
    const auto answer = f.test(u"github"_s, &preset);
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QCOMPARE(answer->status, 202);
    // A certificate that cannot be used: nothing is taken, rather than plain HTTP.
    f.listener->setUp({.certificateFile = folder.filePath(u"k"_s), .keyFile = folder.filePath(u"k"_s)});
    const auto refused = f.listener->listen(u"127.0.0.1:0"_s).result();
    QVERIFY(!refused);
    QCOMPARE(refused.error().context, folder.filePath(u"k"_s));
    QCOMPARE(f.test(u"github"_s, &preset).error().code, Error::Code::Unavailable);
    f.listener->setUp({});
    QVERIFY(f.listener->listen(u"127.0.0.1:0"_s).result()->startsWith(u"http://"_s));
}

void TestHookPresets::testsSayWhatIsMissing()
{
    PresetFixture f;
    QCOMPARE(f.test(u"nowhere"_s, nullptr).error().code, Error::Code::NotFound);
    f.take({{u"x"_s,
        QJsonObject{{u"verify"_s, QJsonObject{{u"scheme"_s, u"github"_s}, {u"connection"_s, u"gone"_s}}}}}});
    QCOMPARE(f.test(u"x"_s, nullptr).error().code, Error::Code::Unavailable);
    f.take({{u"x"_s, QJsonObject()}});
    QCOMPARE(f.test(u"x"_s, nullptr)->status, 202);
    QVERIFY(f.listener->listen({}).result());
    QCOMPARE(f.test(u"x"_s, nullptr).error().code, Error::Code::Unavailable);
}

QTEST_GUILESS_MAIN(TestHookPresets)
#include "tst_hookpresets.moc"
