<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>EventTableModel</name>
    <message numerus="yes">
        <source>The worst of %n run(s)</source>
        <translation>
            <numerusform>The worst of %n run</numerusform>
            <numerusform>The worst of %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FormTrigger</name>
    <message numerus="yes">
        <source>%n field(s)</source>
        <translation>
            <numerusform>%n field</numerusform>
            <numerusform>%n fields</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Schedule</name>
    <message numerus="yes">
        <source>Every %n days</source>
        <translation>
            <numerusform>Every day</numerusform>
            <numerusform>Every %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every %n hours</source>
        <translation>
            <numerusform>Every hour</numerusform>
            <numerusform>Every %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every %n minutes</source>
        <translation>
            <numerusform>Every minute</numerusform>
            <numerusform>Every %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every %n seconds</source>
        <translation>
            <numerusform>Every second</numerusform>
            <numerusform>Every %n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every %n milliseconds</source>
        <translation>
            <numerusform>Every millisecond</numerusform>
            <numerusform>Every %n milliseconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n milliseconds</source>
        <translation>
            <numerusform>%n millisecond</numerusform>
            <numerusform>%n milliseconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>except on %n dates and ranges of dates</source>
        <translation>
            <numerusform>except on %n date or range of dates</numerusform>
            <numerusform>except on %n dates and ranges of dates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every %n months</source>
        <translation>
            <numerusform>Every %n month</numerusform>
            <numerusform>Every %n months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every %n years</source>
        <translation>
            <numerusform>Every %n year</numerusform>
            <numerusform>Every %n years</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::BackupRow</name>
    <message numerus="yes">
        <source>%1 is made and sound: %n event(s), %2.</source>
        <translation>
            <numerusform>%1 is made and sound: %n event, %2.</numerusform>
            <numerusform>%1 is made and sound: %n events, %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::CalendarTable</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::CleanUpRow</name>
    <message numerus="yes">
        <source>%n event(s) removed</source>
        <translation>
            <numerusform>%n event removed</numerusform>
            <numerusform>%n events removed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::EditorToolBar</name>
    <message numerus="yes">
        <source>%n problem(s) to mend first</source>
        <translation>
            <numerusform>%n problem to mend first</numerusform>
            <numerusform>%n problems to mend first</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::EventPanel</name>
    <message numerus="yes">
        <source>event %1, %n step(s) before</source>
        <translation>
            <numerusform>event %1, %n step before</numerusform>
            <numerusform>event %1, %n steps before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::FigureStrip</name>
    <message numerus="yes">
        <source>%n going on</source>
        <translation>
            <numerusform>%n going on</numerusform>
            <numerusform>%n going on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n in doubt</source>
        <translation>
            <numerusform>and %n in doubt</numerusform>
            <numerusform>and %n in doubt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::HeatStrip</name>
    <message numerus="yes">
        <source>%n start(s) from %1 to %2</source>
        <translation>
            <numerusform>%n start from %1 to %2</numerusform>
            <numerusform>%n starts from %1 to %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::Inspector</name>
    <message numerus="yes">
        <source>%n steps are selected.</source>
        <translation>
            <numerusform>%n step is selected.</numerusform>
            <numerusform>%n steps are selected.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::JsonModel</name>
    <message numerus="yes">
        <source>%n field(s)</source>
        <translation>
            <numerusform>%n field</numerusform>
            <numerusform>%n fields</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::OutlineTree</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::PastList</name>
    <message numerus="yes">
        <source>%n missed, not run</source>
        <translation>
            <numerusform>%n missed, not run</numerusform>
            <numerusform>%n missed, not run</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paused, not run</source>
        <translation>
            <numerusform>%n paused, not run</numerusform>
            <numerusform>%n paused, not run</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::RateStrip</name>
    <message numerus="yes">
        <source>%n event(s) from %1 to %2</source>
        <translation>
            <numerusform>%n event from %1 to %2</numerusform>
            <numerusform>%n events from %1 to %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::RecordsPage</name>
    <message numerus="yes">
        <source>Delete %n record(s)? This cannot be undone.</source>
        <translation>
            <numerusform>Delete %n record? This cannot be undone.</numerusform>
            <numerusform>Delete %n records? This cannot be undone.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::RetentionFields</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::RuleDelegate</name>
    <message numerus="yes">
        <source>%n problem(s) to mend before it can go live</source>
        <translation>
            <numerusform>%n problem to mend before it can go live</numerusform>
            <numerusform>%n problems to mend before it can go live</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::RuleDocument</name>
    <message numerus="yes">
        <source>Delete %n link(s)</source>
        <translation>
            <numerusform>Delete %n link</numerusform>
            <numerusform>Delete %n links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n step(s)</source>
        <translation>
            <numerusform>Delete %n step</numerusform>
            <numerusform>Delete %n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n step(s)</source>
        <translation>
            <numerusform>Move %n step</numerusform>
            <numerusform>Move %n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paste %n step(s)</source>
        <translation>
            <numerusform>Paste %n step</numerusform>
            <numerusform>Paste %n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::RuleListModel</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::RunFilterBar</name>
    <message numerus="yes">
        <source>%1: %n run(s)</source>
        <translation>
            <numerusform>%1: %n run</numerusform>
            <numerusform>%1: %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::SchedulePage</name>
    <message numerus="yes">
        <source>%n rule(s) start at %1</source>
        <translation>
            <numerusform>%n rule starts at %1</numerusform>
            <numerusform>%n rules start at %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n time</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::SimulatorPanel</name>
    <message numerus="yes">
        <source>%n start(s)</source>
        <translation>
            <numerusform>%n start</numerusform>
            <numerusform>%n starts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::StorageSection</name>
    <message numerus="yes">
        <source>%n event(s) since %1</source>
        <translation>
            <numerusform>%n event since %1</numerusform>
            <numerusform>%n events since %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pinned</source>
        <translation>
            <numerusform>%n pinned</numerusform>
            <numerusform>%n pinned</numerusform>
        </translation>
    </message>
</context>
</TS>
